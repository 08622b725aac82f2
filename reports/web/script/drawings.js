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

function verticalLine(x, from, to) {
  return svgElement("path", { d: `M${x} ${from}V${to}`, stroke: "currentColor",
    "stroke-opacity": 0.2 });
}

/** One entry per series, in a row that breaks where it is full. @returns nodes and their height */
function legend(names, left) {
  const nodes = [];
  let x = left;
  let y = 12;
  names.forEach((name, series) => {
    const width = 26 + printable(name).length * 7;
    if (x > left && x + width > WIDTH) {
      x = left;
      y += 18;
    }
    nodes.push(svgElement("rect", { x, y: y - 9, width: 10, height: 10,
      fill: SERIES[series % SERIES.length] }), svgText(x + 15, y, name));
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
  row.values[table.columns.findIndex(({ audience }) => audience !== "screen")];

/** The shares of each converter's issues, one converter beside the other, with their intervals. */
function drawShares(table, caption) {
  const left = 190;
  const columns = table.columns.map((column, place) => ({ ...column, place })).filter(hasConverter);
  const totals = table.rows.find(({ total }) => total).values;
  const rows = table.rows.filter(isLine);
  const shares = rows.map((row) => columns.map(({ place }) =>
    totals[place] === 0 ? null : wilson(row.values[place], totals[place])));
  const greatest = Math.max(0.1, ...shares.flat().map((share) => share?.[2] ?? 0));
  const x = (share) => left + share / greatest * (WIDTH - left - 20);
  const key = legend(columns.map(converterOf), left);
  const rowHeight = columns.length * 12 + 14;
  const bottom = key.height + rows.length * rowHeight;
  const nodes = [...key.nodes];
  const step = tickStep(greatest);
  for (let tick = 0; tick <= greatest; tick += step) {
    nodes.push(verticalLine(x(tick), key.height, bottom),
      svgText(x(tick), bottom + 16, `${roundHalfAway(tick, 2, 0)}%`, { "text-anchor": "middle" }));
  }
  rows.forEach((row, i) => {
    const top = key.height + i * rowHeight + 7;
    nodes.push(svgText(left - 10, top + columns.length * 6 + 4, nameOf(table, row),
      { "text-anchor": "end" }));
    shares[i].forEach((share, series) => {
      if (share === null) return;
      const middle = top + series * 12 + 6;
      nodes.push(svgElement("rect", { x: left, y: middle - 5, width: x(share[0]) - left, height: 10,
        fill: SERIES[series % SERIES.length] }), svgElement("path", {
        d: `M${x(share[1])} ${middle}H${x(share[2])}`, stroke: "currentColor" }));
    });
  });
  return drawing(bottom + 24, caption, ...nodes);
}

/** From nearly white to dark blue, and the colour of the number on it; as in figures/style.cpp. */
function cellColours(part) {
  const [palest, middle, darkest] = [[240, 245, 250], [86, 160, 211], [0, 58, 102]];
  const mix = (from, to, by) => from.map((value, i) => Math.round(value + (to[i] - value) * by));
  const colour = part < 0.5 ? mix(palest, middle, part * 2) : mix(middle, darkest, part * 2 - 1);
  return { fill: `rgb(${colour})`, text: part < 0.62 ? "#1A1A1A" : "#FFFFFF" };
}

/** The columns of a cross table without its totals, those of one heading together. */
function crossColumns(table) {
  const joined = new Map();
  table.columns.forEach(({ counts, group, label, where = [] }, place) => {
    const isTotal = where.some((condition) => condition.endsWith("=any"));
    if (!counts || isTotal) return;
    const name = group || label;
    joined.set(name, [...joined.get(name) ?? [], place]);
  });
  return [...joined];
}

/** How often two codes come together. */
function drawHeatMap(table, caption) {
  const left = 190;
  const rowHeight = 26;
  const columns = crossColumns(table);
  const rows = table.rows.filter(isLine);
  const counts = rows.map((row) => columns.map(([, places]) =>
    places.reduce((sum, place) => sum + row.values[place], 0)));
  const greatest = Math.max(1, ...counts.flat());
  const width = Math.min(140, (WIDTH - left) / columns.length);
  const nodes = columns.map(([name], column) => svgText(left + (column + 0.5) * width, 14, name,
    { "text-anchor": "middle" }));
  rows.forEach((row, i) => {
    const y = 24 + i * rowHeight;
    nodes.push(svgText(left - 10, y + 17, nameOf(table, row), { "text-anchor": "end" }));
    counts[i].forEach((count, column) => {
      const { fill, text } = cellColours(count / greatest);
      const x = left + column * width;
      nodes.push(svgElement("rect", { x: x + 1, y: y + 1, width: width - 2, height: rowHeight - 2,
        fill }), svgText(x + width / 2, y + 17, String(count),
        { "text-anchor": "middle", fill: text }));
    });
  });
  return drawing(24 + rows.length * rowHeight + 8, caption, ...nodes);
}

const quarterOf = (day) => Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
const quarterName = (quarter) => `${Math.floor(quarter / 4)} Q${quarter % 4 + 1}`;

/** Labelled failures opened until the end of each quarter, a line per converter. */
function drawQuarters(study, issues, caption) {
  const { created } = study.data.issues;
  const dated = issues.filter((issue) =>
    created[issue] !== null && study.codes.some((codes) => codes[issue] >= 0));
  if (dated.length === 0) return null;
  const quarters = dated.map((issue) => quarterOf(created[issue]));
  const first = quarters.reduce((a, b) => Math.min(a, b));
  const last = quarters.reduce((a, b) => Math.max(a, b));
  const series = study.data.converters.map(() => new Array(last - first + 1).fill(0));
  dated.forEach((issue, i) => { series[study.converterOf[issue]][quarters[i] - first] += 1; });
  for (const counts of series) for (let i = 1; i < counts.length; ++i) counts[i] += counts[i - 1];
  const greatest = Math.max(...series.map((counts) => counts.at(-1)));
  const left = 44;
  const key = legend(study.data.converters, left);
  const bottom = key.height + 230;
  const x = (i) => left + (series[0].length === 1 ? 0.5 : i / (series[0].length - 1)) *
    (WIDTH - left - 30);
  const y = (count) => bottom - count / greatest * 220;
  const nodes = [...key.nodes];
  const step = Math.max(1, tickStep(greatest));
  for (let tick = 0; tick <= greatest; tick += step) {
    nodes.push(svgElement("path", { d: `M${left} ${y(tick)}H${WIDTH - 20}`, stroke: "currentColor",
      "stroke-opacity": 0.2 }),
    svgText(left - 8, y(tick) + 4, String(tick), { "text-anchor": "end" }));
  }
  const everyQuarters = Math.max(1, Math.ceil(series[0].length / 8));
  for (let i = 0; i < series[0].length; i += everyQuarters) {
    nodes.push(svgText(x(i), bottom + 18, quarterName(first + i), { "text-anchor": "middle" }));
  }
  series.forEach((counts, converter) => {
    nodes.push(svgElement("polyline", { points: counts.map((count, i) =>
      `${x(i).toFixed(1)},${y(count).toFixed(1)}`).join(" "), fill: "none",
    stroke: SERIES[converter % SERIES.length], "stroke-width": 2, "stroke-linejoin": "round" }));
  });
  return drawing(bottom + 26, caption, ...nodes);
}
