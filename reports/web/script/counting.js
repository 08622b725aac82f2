// Counting issues: sets of issues as bits, and the conditions that lead to a cell's issues.

/** A set of issues of a study, by their positions. */
class IssueSet {
  constructor(size, words = new Uint32Array(Math.ceil(size / 32))) {
    this.size = size;
    this.words = words;
  }

  static where(size, holds) {
    const set = new IssueSet(size);
    for (let issue = 0; issue < size; ++issue) {
      if (holds(issue)) set.words[issue >>> 5] |= 1 << (issue & 31);
    }
    return set;
  }

  /** The issues that are in all of the sets. */
  static common(sets) {
    const words = sets[0].words.slice();
    for (const set of sets.slice(1)) {
      for (let i = 0; i < words.length; ++i) words[i] &= set.words[i];
    }
    return new IssueSet(sets[0].size, words);
  }

  /** How many issues are in all of the sets. */
  static countCommon(sets) {
    let count = 0;
    for (let i = 0; i < sets[0].words.length; ++i) {
      let word = sets[0].words[i];
      for (let j = 1; j < sets.length; ++j) word &= sets[j].words[i];
      for (; word !== 0; word &= word - 1) ++count;
    }
    return count;
  }

  has(issue) {
    return (this.words[issue >>> 5] >>> (issue & 31) & 1) === 1;
  }

  members() {
    const members = [];
    for (let issue = 0; issue < this.size; ++issue) if (this.has(issue)) members.push(issue);
    return members;
  }
}

/** The Wilson score interval of a share, as analysis/proportion.cpp computes it. */
function wilson(x, n) {
  const z = 1.959963984540054;
  const share = x / n;
  const scale = 1 + z * z / n;
  const centre = (share + z * z / (2 * n)) / scale;
  const halfWidth = z / scale * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return [share, x === 0 ? 0 : centre - halfWidth, x === n ? 1 : centre + halfWidth];
}

/** Options of `faultline issues`, ["--where", "stage=export", ...], by name. */
function parseConditions(...options) {
  const conditions = new Map();
  for (const list of options) {
    for (let i = 0; i + 1 < (list?.length ?? 0); i += 2) {
      const [dimension, code] = list[i] === "--where" ? splitAtEquals(list[i + 1]) : [];
      const name = dimension === undefined ? list[i] : `${list[i]} ${dimension}`;
      conditions.set(name, [...conditions.get(name) ?? [], code ?? list[i + 1]]);
    }
  }
  return conditions;
}

/** The first and the last day of "2021-Q1", or of "2020-Q1..2021-Q4", as texts that compare. */
function daysOf(period) {
  const quarters = period.split("..").map((text) => text.split("-Q").map(Number));
  const month = (year, number) => `${year}-${String(number).padStart(2, "0")}`;
  const [year, quarter] = quarters[0];
  const [lastYear, lastQuarter] = quarters.at(-1);
  return [`${month(year, quarter * 3 - 2)}-01`, `${month(lastYear, lastQuarter * 3)}-31`];
}

function splitAtEquals(text) {
  const equals = text.indexOf("=");
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** Remarks by the issue that they are on. */
function byIssue(remarks) {
  const grouped = new Map();
  for (const remark of remarks) {
    const [issue] = remark;
    if (!grouped.has(issue)) grouped.set(issue, []);
    grouped.get(issue).push(remark);
  }
  return grouped;
}

/** A study's issues with the labels that are counted. */
class Study {
  constructor(data) {
    this.data = data;
    this.size = data.issues.number.length;
    this.converterOf = data.issues.repository.map((place) => data.repositories[place].converter);
    this.fixedSets = new Map();
    this.all = IssueSet.where(this.size, () => true);
    this.remarksOf = data.raters.map(({ remarks }) => byIssue(remarks));
    this.useRater(null);
  }

  /** Counts the labels of one rater, or, with null, of those that the report prefers. */
  useRater(rater) {
    this.raters = rater === null ? this.data.preferred.raters : [rater];
    this.labelSets = new Map();
    this.codes = this.data.dimensions.map(() => new Int16Array(this.size).fill(-1));
    for (const place of [...this.raters].reverse()) {
      const { issues, codes } = this.data.raters[place];
      codes.forEach((own, dimension) => own.forEach((code, i) => {
        if (code >= 0) this.codes[dimension][issues[i]] = code;
      }));
    }
  }

  raterDescription() {
    if (this.raters === this.data.preferred.raters) return this.data.preferred.description;
    return `rater ${this.data.raters[this.raters[0]].name}`;
  }

  /** What the counted raters remarked on an issue, dimension by dimension. */
  remarks(issue) {
    return this.raters.flatMap((rater) =>
      (this.remarksOf[rater].get(issue) ?? []).map(([, dimension, memo, evidence, unsure]) => ({
        rater: this.data.raters[rater].name, dimension, memo, evidence, unsure: unsure === 1,
      })));
  }

  /** The positions of the codes that a code stands for: its parts, or those counted together. */
  codesMeant(dimension, code) {
    const { codes } = this.data.dimensions[dimension];
    const place = codes.findIndex(({ id }) => id === code);
    return new Set(codes.flatMap((known, i) => {
      if (code === "any") return [i];
      if (code === "other-binned") return known.shown ? [] : [i];
      return i === place || (place >= 0 && known.parent === place) ? [i] : [];
    }));
  }

  conditionHolds(name, values) {
    const { issues, converters, releases, steps, dimensions } = this.data;
    const among = (known) => known.map((value) => values.includes(value));
    if (name === "--converter") {
      const wanted = among(converters);
      return (issue) => wanted[this.converterOf[issue]];
    }
    if (name === "--release") {
      const wanted = among(releases);
      return (issue) => issues.release[issue] !== null && wanted[issues.release[issue]];
    }
    if (name === "--period") {
      const [first, last] = daysOf(values[0]);
      return (issue) => issues.created[issue] !== null &&
        issues.created[issue] >= first && issues.created[issue] <= last;
    }
    if (name === "--step") {
      const bit = 1 << steps.indexOf(values[0]);
      return (issue) => (issues.steps[issue] & bit) !== 0;
    }
    const dimension = dimensions.findIndex(({ id }) => `--where ${id}` === name);
    if (dimension < 0) throw new Error(`no condition of this study: ${name}`);
    const meant = new Set(values.flatMap((code) => [...this.codesMeant(dimension, code)]));
    const wanted = dimensions[dimension].codes.map((_, place) => meant.has(place));
    const codes = this.codes[dimension];
    return (issue) => codes[issue] >= 0 && wanted[codes[issue]];
  }

  /** The issues that a condition holds for; computed once per rater. */
  conditionSet(name, values) {
    const known = name.startsWith("--where ") ? this.labelSets : this.fixedSets;
    const key = JSON.stringify([name, values]);
    if (!known.has(key)) {
      known.set(key, IssueSet.where(this.size, this.conditionHolds(name, values)));
    }
    return known.get(key);
  }

  cellSets(row, column) {
    return [...parseConditions(row.where, column.where)]
      .map(([name, values]) => this.conditionSet(name, values));
  }

  /** Whether a table's cell is a count that its conditions lead to. */
  static isOpen(table, row, column) {
    return row.leads !== false && table.columns[column].counts === true &&
      typeof row.values[column] === "number";
  }

  /** The issues behind a cell. */
  issuesOf(table, row, column, filter) {
    const sets = this.cellSets(row, table.columns[column]);
    return IssueSet.common([filter, ...sets]).members();
  }

  /** The table with its counts of issues, and their shares, over the issues of a set. */
  recount(table, filter) {
    const rows = table.rows.map((row) => ({
      ...row,
      values: row.values.map((value, column) => Study.isOpen(table, row, column)
        ? IssueSet.countCommon([filter, ...this.cellSets(row, table.columns[column])])
        : value),
    }));
    const totals = rows.find(({ total }) => total);
    table.columns.forEach(({ share }, column) => {
      if (!share) return;
      const [part, whole] = share;
      let above = null;
      for (const row of rows) {
        if (row.total || (row.level ?? 0) === 0) above = row;
        const base = whole === "above" ? above : totals;
        const of = typeof whole === "number" ? row.values[whole] : base.values[part];
        const isAll = typeof whole !== "number" && row === base;
        if (of === 0) row.values[column] = null;
        else row.values[column] = isAll ? [1] : wilson(row.values[part], of);
      }
    });
    return { ...table, rows };
  }
}

/** Whether a table counts issues, and so follows a filter. */
function followsFilter(table) {
  return table.columns.some(({ counts }) => counts) &&
    table.rows.some((row) => table.columns.some((_, column) => Study.isOpen(table, row, column)));
}
