// Tables as LaTeX and CSV, character for character as the program writes them (write_latex.h,
// escape_latex.h, write_csv.h, data/csv.h).

const LATEX = new Map([
  ["\\", "\\textbackslash{}"], ["{", "\\{"], ["}", "\\}"], ["$", "\\$"], ["&", "\\&"],
  ["#", "\\#"], ["%", "\\%"], ["_", "\\_"], ["^", "\\textasciicircum{}"],
  ["~", "\\textasciitilde{}"], ["<", "\\textless{}"], [">", "\\textgreater{}"],
  ["|", "\\textbar{}"], ["`", "\\textasciigrave{}"], ['"', "{\\char34}"], ["\u00A0", "~"],
  ["\u00D7", "$\\times$"], ["\u00B1", "$\\pm$"], ["\u00B2", "$^2$"], ["\u03B1", "$\\alpha$"],
  ["\u03B2", "$\\beta$"], ["\u03B3", "$\\gamma$"], ["\u03BA", "$\\kappa$"], ["\u03BC", "$\\mu$"],
  ["\u03C1", "$\\rho$"], ["\u03C3", "$\\sigma$"], ["\u03C6", "$\\phi$"], ["\u03C7", "$\\chi$"],
  ["\u2013", "\\textendash{}"], ["\u2014", "\\textemdash{}"], ["\u2018", "\\textquoteleft{}"],
  ["\u2019", "\\textquoteright{}"], ["\u201C", "\\textquotedblleft{}"],
  ["\u201D", "\\textquotedblright{}"], ["\u2022", "\\textbullet{}"],
  ["\u2026", "\\textellipsis{}"], ["\u2190", "$\\leftarrow$"], ["\u2192", "$\\rightarrow$"],
  ["\u2194", "$\\leftrightarrow$"], ["\u2212", "$-$"], ["\u2248", "$\\approx$"],
  ["\u2260", "$\\neq$"], ["\u2264", "$\\leq$"], ["\u2265", "$\\geq$"],
  ["\n", " "], ["\t", " "], ["\r", " "],
]);

/** Letters that LaTeX's own input encoding and T1 fonts know. */
const EUROPEAN_LETTER =
  /[\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u0125\u0128-\u0137\u0139-\u013E\u0141-\u0148\u014A-\u0165\u0168-\u017E\u0218-\u021B]/;

function escapeLatexCharacter(character) {
  const known = LATEX.get(character);
  if (known !== undefined) return known;
  if (/[ -~]/.test(character) || EUROPEAN_LETTER.test(character)) return character;
  return `[U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`;
}

function escapeLatex(text) {
  const trimmed = text.replace(/^[ \t\n\v\f\r\u00A0]+|[ \t\n\v\f\r\u00A0]+$/g, "");
  let escaped = "";
  for (const character of trimmed) {
    const makesLigature = "-',".includes(character) && escaped.endsWith(character);
    const written = escapeLatexCharacter(character);
    const isOption = escaped === "" && /^[[*]/.test(written);
    escaped += (makesLigature ? "{}" : "") + (isOption ? `{${written}}` : written);
  }
  return escaped;
}

/** Neighbours under one heading; none where no column has one. */
function columnGroups(columns) {
  const groups = [];
  for (const { group = "" } of columns) {
    const last = groups.at(-1);
    if (group !== "" && last?.label === group) last.columns += 1;
    else groups.push({ label: group, columns: 1 });
  }
  return groups.some(({ label }) => label !== "") ? groups : [];
}

const isText = (column) => column.kind === undefined;
const spanOf = (column) => (!isText(column) && column.interval ? 2 : 1);
const spanning = (columns, type, text) => `\\multicolumn{${columns}}{${type}}{${text}}`;
const latexRow = (cells) => `    ${cells.join(" & ")} \\\\\n`;

function latexColumnTypes(columns) {
  const paragraphs = columns.filter((column) => isText(column) && column.long).length;
  return columns.map((column) => {
    if (!isText(column)) return spanOf(column) === 2 ? "r@{ }l" : "r";
    return column.long
      ? `>{\\raggedright\\arraybackslash}p{${(0.5 / paragraphs).toFixed(2)}\\linewidth}` : "l";
  }).join("");
}

function latexGroups(columns) {
  const groups = columnGroups(columns);
  if (groups.length === 0) return "";
  const rest = [...columns];
  const cells = [];
  let rules = "";
  let first = 1;
  for (const { label, columns: count } of groups) {
    const span = rest.splice(0, count).reduce((sum, column) => sum + spanOf(column), 0);
    cells.push(label !== "" || span > 1 ? spanning(span, "c", escapeLatex(label)) : "");
    if (label !== "") rules += `\\cmidrule(lr){${first}-${first + span - 1}}`;
    first += span;
  }
  return `${latexRow(cells)}    ${rules}\n`;
}

/** A text for a paragraph: long words, such as paths, may be broken behind their signs. */
function breakableLatex(text) {
  return text.split(" ").map((word) => {
    let escaped = "";
    let rest = word;
    while (utf8Length(rest) > 16) {
      const sign = rest.search(/[/\\._:;,=()[\]{}<>-]/);
      if (sign < 0 || sign + 1 === rest.length) break;
      escaped += `${escapeLatex(rest.slice(0, sign + 1))}\\allowbreak{}`;
      rest = rest.slice(sign + 1);
    }
    return escaped + escapeLatex(rest);
  }).reduce((line, word) => line === "" ? word : `${line} ${word}`, "");
}

function utf8Length(text) {
  return new TextEncoder().encode(text).length;
}

function latexCell(value, column) {
  const { value: text, interval } = printValue(value, column.kind);
  const escaped = isText(column) && column.long ? breakableLatex(text) : escapeLatex(text);
  if (spanOf(column) === 1) return interval ? `${escaped} ${escapeLatex(interval)}` : escaped;
  if (typeof value === "string") return spanning(2, "r", escaped);
  return interval ? `${escaped} & [${escapeLatex(interval.slice(1))}` : `${escaped} & `;
}

function latexBody(table, columns) {
  return table.rows.map((row, i) => {
    const rule = i > 0 && row.total && !table.rows[i - 1].total ? "    \\midrule\n" : "";
    const cells = columns.map((column) => latexCell(row.values[column.place], column));
    cells[0] = "\\quad ".repeat(row.level ?? 0) + cells[0];
    return rule + latexRow(cells);
  }).join("");
}

function latexNotes(notes) {
  if (notes.length === 0) return "";
  const lines = notes.map((note) => `    ${escapeLatex(note)}\\par\n`).join("");
  return "  \\par\\smallskip\n  \\begin{minipage}{\\linewidth}\n    \\footnotesize\n" +
    `${lines}  \\end{minipage}\n`;
}

const isPrinted = ({ audience }) => audience === undefined || audience === "print";

/** The columns that print shows, each with its place in the table. */
function printedColumns(table) {
  return table.columns
    .map((column, place) => ({ ...column, place }))
    .filter(isPrinted);
}

function writeLatex(table) {
  const columns = printedColumns(table);
  const types = latexColumnTypes(columns);
  const caption = `\\caption{${escapeLatex(table.title)}}`;
  const label = `\\label{tab:${table.id.replace(/[^A-Za-z0-9]/g, "-")}}`;
  const headings = columns.map((column) => {
    const text = escapeLatex(column.label);
    return spanOf(column) === 1 ? text : spanning(2, "c", text);
  });
  const head = `    \\toprule\n${latexGroups(columns)}${latexRow(headings)}    \\midrule\n`;
  const body = latexBody(table, columns);
  const notes = latexNotes(table.notes);
  if (table.pages) {
    return `{\\small\n\\begin{longtable}{${types}}\n    ${caption}${label} \\\\\n` +
      `${head}    \\endfirsthead\n${head}    \\endhead\n    \\bottomrule\n    \\endfoot\n` +
      `${body}\\end{longtable}\n}\n${notes}`;
  }
  return `\\begin{table}\n  \\centering\n  ${caption}\n  ${label}\n` +
    `  \\begin{tabular}{${types}}\n${head}${body}    \\bottomrule\n  \\end{tabular}\n` +
    `${notes}\\end{table}\n`;
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
function protectFromFormulas(text) {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function csvField(text) {
  return /[,;\t"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvRow(fields) {
  return fields.length === 1 && fields[0] === "" ? '""\n' : `${fields.map(csvField).join(",")}\n`;
}

/** The fields that a value takes: one, or three in a column of estimates. */
function csvValues(value, column) {
  const number = (part) => (part === null || part === undefined ? "" : shortestNumber(part));
  const texts = [];
  if (value === null) texts.push("");
  else if (typeof value === "string") texts.push(protectFromFormulas(value));
  else if (typeof value === "number") texts.push(String(value));
  else texts.push(number(value[0]));
  if (!column.interval) return texts;
  const bounds = Array.isArray(value) && value.length === 3 ? value.slice(1) : [null, null];
  return [...texts, ...bounds.map(number)];
}

function writeCsv(table) {
  const ids = table.columns.flatMap(({ id, interval }) =>
    interval ? [id, `${id}_low`, `${id}_high`] : [id]);
  const rows = table.rows.map((row) =>
    row.values.flatMap((value, i) => csvValues(value, table.columns[i])));
  return csvRow(ids.map(protectFromFormulas)) + rows.map(csvRow).join("");
}
