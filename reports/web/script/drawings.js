// Figures drawn anew under a filter, in the style of those that gnuplot drew (reports/figures/).

const SERIES = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];
const WIDTH = 640;
const FONT = { "font-size": 12, "font-family": "inherit" };

function svgElement(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function svgText(x, y, text, attributes = {}) {
  return svgElement("text", { x, y, fill: "currentColor", ...FONT, ...attributes },
    printable(text));
}

function drawing(height, caption, ...children) {
  return svgElement("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height,
    role: "img", "aria-label": printable(caption) }, ...children);
}

function gridLine(path) {
  return svgElement("path", { d: path, stroke: "currentColor", "stroke-opacity": 0.2 });
}

/** A series' mark: another shape as well as another colour. */
function mark(series, x, y) {
  const fill = SERIES[series % SERIES.length];
  const shapes = [
    () => svgElement("circle", { cx: x, cy: y, r: 3.5, fill }),
    () => svgElement("rect", { x: x - 3.5, y: y - 3.5, width: 7, height: 7, fill }),
    () => svgElement("path", { d: `M${x} ${y - 4.5}L${x + 4} ${y + 3}H${x - 4}Z`, fill }),
    () => svgElement("path", { d: `M${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}L${x - 5} ${y}Z`, fill }),
  ];
  return shapes[series % shapes.length]();
}

/** One entry per series, in a line that breaks where it is full. @returns nodes and their height */
function legend(entries) {
  const nodes = [];
  let x = 0;
  let y = 12;
  entries.forEach(({ series, name }) => {
    const width = 46 + printable(name).length * 7;
    if (x > 0 && x + width > WIDTH) {
      x = 0;
      y += 18;
    }
    nodes.push(mark(series, x + 5, y - 4), svgText(x + 18, y, name));
    x += width;
  });
  return { nodes, height: y + 12 };
}

/** The step of an axis with some five ticks up to a number. */
function tickStep(greatest) {
  const rough = greatest / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * magnitude).find((step) => step >= rough);
}

const converterOf = ({ where = [] }) => where[where.indexOf("--converter") + 1];
const hasConverter = ({ where = [] }) => where.includes("--converter");
const isLine = (row) => !row.total && (row.level ?? 0) === 0;
const nameOf = (table, row) =>
  row.values[table.columns.findIndex(isPrinted)];

/**
 * The shares of each converter's issues with their intervals, one converter beside the other.
 * @param whole  the table without a filter: parts that no issue has are not drawn
 */
function drawShares(table, whole, caption) {
  const left = 255;
  const right = WIDTH - 14;
  const totals = table.rows.find(({ total }) => total).values;
  const columns = table.columns.map((column, place) => ({ ...column, place })).filter(hasConverter)
    .map((column, series) => ({ ...column, series })).filter(({ place }) => totals[place] > 0);
  if (columns.length === 0) return null;
  const rows = table.rows.filter((row, i) => isLine(row) ||
    (!row.total && columns.some(({ place }) => whole.rows[i].values[place] > 0)));
  const shares = rows.map((row) => columns.map(({ place }) =>
    wilson(row.values[place], totals[place])));
  const highest = Math.max(...shares.flat().map(([, , high]) => high));
  const step = tickStep(highest);
  const ticks = Math.ceil(highest / step - 1e-9);
  const x = (share) => left + share / (ticks * step) * (right - left);
  const key = legend(columns.map((column) => ({ series: column.series,
    name: `${converterOf(column)} (${totals[column.place]})` })));
  const rowHeight = Math.max(20, columns.length * 10 + 6);
  const bottom = key.height + rows.length * rowHeight + 4;
  const nodes = [...key.nodes];
  for (let tick = 0; tick <= ticks; ++tick) {
    const at = x(tick * step);
    nodes.push(gridLine(`M${at} ${key.height}V${bottom}`), svgText(at, bottom + 18,
      `${roundHalfAway(tick * step, 2, 0)}%`, { "text-anchor": "middle" }));
  }
  rows.forEach((row, i) => {
    const middle = key.height + (i + 0.5) * rowHeight + 2;
    nodes.push(gridLine(`M${left} ${middle}H${right}`),
      svgText((row.level ?? 0) * 16, middle + 4, nameOf(table, row)));
    shares[i].forEach(([share, low, high], column) => {
      const { series } = columns[column];
      const y = middle + (column - (columns.length - 1) / 2) * 10;
      nodes.push(svgElement("path", { d: `M${x(low)} ${y}H${x(high)}`,
        stroke: SERIES[series % SERIES.length], "stroke-width": 1.3 }), mark(series, x(share), y));
    });
  });
  nodes.push(svgText((left + right) / 2, bottom + 38, "Share of the converter's failures",
    { "text-anchor": "middle" }));
  return drawing(bottom + 46, caption, ...nodes);
}

/** From nearly white to dark blue, and the colour of the number on it; as in figures/style.cpp. */
function cellColours(part) {
  const [palest, middle, darkest] = [[240, 245, 250], [86, 160, 211], [0, 58, 102]];
  const mix = (from, to, by) => from.map((value, i) => Math.round(value + (to[i] - value) * by));
  const colour = part < 0.5 ? mix(palest, middle, part * 2) : mix(middle, darkest, part * 2 - 1);
  return { fill: `rgb(${colour})`, text: part < 0.62 ? "#1A1A1A" : "#FFFFFF" };
}

/** The grids of a cross table without its totals: one per converter, where it counts them apart. */
function crossGrids(table) {
  const columns = table.columns
    .map((column, place) => ({ ...column, place, name: column.group || column.label }))
    .filter(({ counts, where = [] }) => counts && !where.some((word) => word.endsWith("=any")));
  const own = columns.filter(hasConverter);
  if (own.length === 0) return [{ name: "", columns }];
  return [...new Set(own.map(converterOf))].map((name) =>
    ({ name, columns: own.filter((column) => converterOf(column) === name) }));
}

/** How often two codes come together, a grid per converter. */
function drawHeatMap(table, caption) {
  const left = 175;
  const gap = 16;
  const rowHeight = 24;
  const rows = table.rows.filter(isLine);
  const grids = crossGrids(table).filter(({ columns }) =>
    rows.some(({ values }) => columns.some(({ place }) => values[place] > 0)));
  if (grids.length === 0) return null;
  const gridWidth = (WIDTH - left - gap * (grids.length - 1)) / grids.length;
  const greatest = Math.max(1, ...grids.flatMap(({ columns }) =>
    rows.flatMap(({ values }) => columns.map(({ place }) => values[place]))));
  const headLines = Math.max(...grids.flatMap(({ columns }) =>
    columns.map(({ name }) => name.split(" ").length)));
  const top = 28 + headLines * 16;
  const middle = { "text-anchor": "middle" };
  const nodes = rows.map((row, i) => svgText(0, top + (i + 0.5) * rowHeight + 4, nameOf(table, row)));
  grids.forEach(({ name, columns }, grid) => {
    const start = left + grid * (gridWidth + gap);
    const width = gridWidth / columns.length;
    nodes.push(svgText(start + gridWidth / 2, 12, name, middle));
    columns.forEach((column, place) => {
      const x = start + place * width;
      const words = column.name.split(" ");
      words.forEach((word, line) => nodes.push(
        svgText(x + width / 2, top - 8 - (words.length - 1 - line) * 16, word, middle)));
      rows.forEach((row, i) => {
        const count = row.values[column.place];
        const y = top + i * rowHeight;
        const { fill, text } = cellColours(count / greatest);
        nodes.push(svgElement("rect", { x, y, width, height: rowHeight,
          fill: count > 0 ? fill : "none", stroke: "currentColor", "stroke-opacity": 0.2 }));
        if (count > 0) {
          nodes.push(svgText(x + width / 2, y + rowHeight / 2 + 4, String(count),
            { ...middle, fill: text }));
        }
      });
    });
  });
  return drawing(top + rows.length * rowHeight + 6, caption, ...nodes);
}

/** A day as a fraction of years, near enough for a line in a figure. */
const yearOf = (day) =>
  Number(day.slice(0, 4)) + (Number(day.slice(5, 7)) - 1 + (Number(day.slice(8, 10)) - 1) / 31) / 12;

/** For each quarter from the first failure's to the last's, each converter's failures until then. */
function cumulateQuarters(study, issues) {
  const { created } = study.data.issues;
  const quarters = issues.map((issue) => Math.floor(yearOf(created[issue]) * 4));
  const first = quarters.reduce((a, b) => Math.min(a, b));
  const last = quarters.reduce((a, b) => Math.max(a, b));
  const sums = study.data.converters.map(() => new Array(last - first + 1).fill(0));
  issues.forEach((issue, i) => { sums[study.converterOf[issue]][quarters[i] - first] += 1; });
  for (const counts of sums) for (let i = 1; i < counts.length; ++i) counts[i] += counts[i - 1];
  return { from: first / 4, to: (last + 1) / 4, sums };
}

/** Failures reported up to the end of each quarter, a line per converter; null where none has a date. */
function drawQuarters(study, issues, caption) {
  const cause = study.data.dimensions.findIndex(({ id }) => id === "cause");
  const dated = issues.filter((issue) =>
    study.data.issues.created[issue] !== null && study.codes[cause]?.[issue] >= 0);
  if (dated.length === 0) return null;
  const { from, to, sums } = cumulateQuarters(study, dated);
  const left = 48;
  const right = WIDTH - 16;
  const key = legend(study.data.converters.map((name, series) => ({ series, name })));
  const bottom = key.height + 240;
  const greatest = Math.max(...sums.flat());
  const x = (year) => left + (year - from) / (to - from) * (right - left);
  const y = (count) => bottom - count / greatest * 230;
  const nodes = [...key.nodes];
  const step = Math.max(1, tickStep(greatest));
  for (let tick = 0; tick <= greatest; tick += step) {
    nodes.push(gridLine(`M${left} ${y(tick)}H${right}`),
      svgText(left - 8, y(tick) + 4, String(tick), { "text-anchor": "end" }));
  }
  for (let year = Math.ceil(from); year <= to; ++year) {
    nodes.push(svgText(x(year), bottom + 18, String(year), { "text-anchor": "middle" }));
  }
  for (const release of study.data.releases) {
    const at = yearOf(release);
    if (!(at >= from && at <= to)) continue;
    nodes.push(svgElement("path", { d: `M${x(at)} ${key.height}V${bottom}`, stroke: "currentColor",
      "stroke-opacity": 0.3, "stroke-dasharray": "5 4" }));
  }
  sums.forEach((counts, series) => {
    const points = [[from, 0], ...counts.map((count, i) => [from + (i + 1) / 4, count])];
    nodes.push(svgElement("polyline", {
      points: points.map(([year, count]) => `${x(year).toFixed(1)},${y(count).toFixed(1)}`).join(" "),
      fill: "none", stroke: SERIES[series % SERIES.length], "stroke-width": 2,
      "stroke-linejoin": "round" }));
  });
  return drawing(bottom + 26, caption, ...nodes);
}
