// Joins filter, tables, figures and lists of the page.

/** A figure of the page, drawn anew under a filter where the script can. */
class PageFigure {
  constructor(figure, redraw) {
    this.figure = figure;
    this.redraw = redraw;
    this.drawn = figure.querySelector(".scroll");
    this.caption = figure.querySelector("figcaption").textContent;
    this.scope = element("span", { hidden: true }, " Not filtered: of the whole study.");
    figure.querySelector("figcaption").append(this.scope);
  }

  show(isFiltered) {
    this.anew?.remove();
    const follows = isFiltered && this.redraw !== undefined;
    if (follows) {
      const svg = this.redraw(this.caption);
      this.anew = svg === null
        ? element("p", { class: "empty" }, "No labelled issue passes the filter.")
        : element("div", { class: "scroll", role: "group", tabindex: "0",
          "aria-label": this.caption }, svg);
      this.drawn.before(this.anew);
    }
    this.drawn.hidden = follows;
    this.scope.hidden = !isFiltered || follows;
  }
}

class Page {
  constructor(data) {
    this.data = data;
    this.study = new Study(data);
    this.issues = new FilteredIssues(this.study);
    this.tables = this.findTables();
    this.figures = this.findFigures();
    this.bar = new FilterBar(document.getElementById("filter"), this.study,
      (filter) => this.go(filter, null));
    this.list = new IssueSection(document.getElementById("issue-list"), this.study);
    this.dialog = new OpenedCell(document.getElementById("opened"), this.study,
      () => { if (this.opened) this.go(this.filter, null); });
    window.addEventListener("hashchange", () => this.readAddress());
    document.querySelector(".contents").addEventListener("click", (event) => this.follow(event));
    this.shownFilter = null;
    this.readAddress();
    setTimeout(() => this.prepare());
  }

  /** Finds the issues of all conditions beforehand, so that the first filter is no slower than others. */
  prepare() {
    for (const { follows, table } of this.tables.values()) {
      if (follows) this.study.recount(table, this.study.all);
    }
  }

  findTables() {
    const tables = new Map();
    for (const table of this.data.tables) {
      const block = document.querySelector(`[data-table="${CSS.escape(table.id)}"]`);
      tables.set(table.id, new PageTable(block, table, (...cell) => this.openCell(...cell)));
    }
    return tables;
  }

  findFigures() {
    const shares = (id) => (caption) =>
      drawShares(this.tables.get(id).view, this.tables.get(id).table, caption);
    const redraw = {
      "cause-symptom": (caption) => drawHeatMap(this.tables.get("cause-symptom").view, caption),
      "failures-over-time": (caption) => drawQuarters(this.study, this.passing.members(), caption),
    };
    for (const { id } of this.data.dimensions) if (this.tables.has(id)) redraw[id] = shares(id);
    return [...document.querySelectorAll("[data-figure]")].map((figure) =>
      new PageFigure(figure, redraw[figure.dataset.figure]));
  }

  /** Links of the contents lead to a section and leave the filter in the address. */
  follow(event) {
    const link = event.target.closest("a");
    if (!link || !isActive(this.filter)) return;
    event.preventDefault();
    document.querySelector(link.hash).scrollIntoView();
  }

  openCell(table, row, column) {
    this.go(this.filter, { table: table.id, row: row.values[0], column: table.columns[column].id });
  }

  /** Shows a filter and an opened cell, and puts them into the address. */
  go(filter, opened) {
    const hash = toHash(filter, opened);
    const isSearch = filter.search !== this.filter.search;
    if (isSearch) history.replaceState(null, "", `#${hash}`);
    else history.pushState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    this.show(filter, opened);
  }

  readAddress() {
    const { filter, opened } = fromHash(location.hash, this.data);
    this.show(filter, opened);
  }

  show(filter, opened) {
    const key = toHash(filter, null);
    if (key !== this.shownFilter) this.applyFilter(filter);
    this.shownFilter = key;
    this.filter = filter;
    this.opened = null;
    const cell = opened && this.findCell(opened);
    if (!cell) {
      this.dialog.close();
      return;
    }
    this.opened = opened;
    const { table, row, column } = cell;
    this.dialog.show(this.cellInWords(table, row, column),
      this.study.issuesOf(table, row, column, this.passing));
  }

  applyFilter(filter) {
    const rater = this.data.raters.findIndex(({ name }) => name === filter.rater);
    this.study.useRater(rater < 0 ? null : rater);
    this.passing = this.issues.set(filter);
    const members = this.passing.members();
    const words = isActive(filter) ? [
      `Only issues that pass the filter (${filterInWords(filter, this.data)}): ` +
        `${members.length} of ${this.study.size}.`,
      `Labels of ${this.study.raterDescription()}.`,
    ] : null;
    for (const table of this.tables.values()) table.show(this.study, this.passing, words);
    for (const figure of this.figures) figure.show(words !== null);
    document.getElementById("summary-scope").hidden = words === null;
    this.bar.show(filter, members.length);
    this.list.show(members);
  }

  /** The row and column that an address names; null where this study has no such cell. */
  findCell({ table: id, row: name, column: columnId }) {
    const table = this.tables.get(id)?.table;
    const row = table?.rows.find(({ values }) => values[0] === name);
    const column = table?.columns.findIndex((known) => known.id === columnId) ?? -1;
    return row && column >= 0 && Study.isOpen(table, row, column) ? { table, row, column } : null;
  }

  cellInWords(table, row, column) {
    const { label, group } = table.columns[column];
    return `${table.title}: ${nameOf(table, row)}, ${group ? `${group}, ` : ""}${label}`;
  }
}

new Page(JSON.parse(document.getElementById("data").textContent));
