// The tables of the page: counts that open, headings that sort, buttons that copy.

/** A share's interval on a line from 0 to 1; as in write_html.cpp. */
function intervalDrawing([value, low, high]) {
  const place = (fraction) => (Math.min(Math.max(fraction, 0), 1) * 60).toFixed(1);
  return svgElement("svg", { class: "range", width: 66, height: 8, viewBox: "-3 0 66 8",
    "aria-hidden": "true", fill: "currentColor", stroke: "currentColor" },
  svgElement("path", { d: "M0 4H60", "stroke-opacity": 0.2 }),
  svgElement("path", { d: `M${place(low)} 4H${place(high)}`, "stroke-width": 2 }),
  svgElement("circle", { cx: place(value), cy: 4, r: 2.5, stroke: "none" }));
}

/** The rows in an order: parts stay below their row, totals at the end. */
function sortRows(table, column, direction) {
  const groups = [];
  const totals = [];
  table.rows.forEach((row, place) => {
    if (row.total) totals.push(place);
    else if ((row.level ?? 0) > 0 && groups.length > 0) groups.at(-1).parts.push(place);
    else groups.push({ head: place, parts: [] });
  });
  const key = (place) => {
    const value = table.rows[place].values[column];
    if (Array.isArray(value)) return value[0];
    return typeof value === "string" ? value.toLowerCase() : value;
  };
  const compare = (a, b) => compareKeys(key(a), key(b), direction) || a - b;
  groups.sort((a, b) => compare(a.head, b.head));
  return [...groups.flatMap(({ head, parts }) => [head, ...parts.sort(compare)]), ...totals];
}

/** One table of the page. */
class PageTable {
  /**
   * @param block  the element that holds the table and its notes
   * @param table  its data, see page_tables.h
   * @param {(table, row, column) => void} open  called with the data's row and place of a column
   */
  constructor(block, table, open) {
    this.block = block;
    this.table = table;
    this.view = table;
    this.open = open;
    this.follows = followsFilter(table);
    this.columns = printedColumns(table);
    this.body = block.querySelector("tbody");
    this.rows = [...this.body.rows];
    this.order = table.rows.map((_, place) => place);
    this.sorting = null;
    this.written = null;
    this.notes = block.querySelector(".notes");
    this.addSorting();
    if (this.follows) this.fillCounts();
    this.addTools();
  }

  addSorting() {
    const headings = [...this.block.querySelectorAll('thead th[scope="col"]')];
    headings.forEach((heading, i) => {
      const button = element("button", { type: "button", class: "sort" },
        ...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => this.sortBy(i, headings));
    });
  }

  /** One way, the other way, and back to the order of the study. */
  sortBy(place, headings) {
    const first = this.columns[place].kind === undefined ? 1 : -1;
    if (this.sorting?.place !== place) this.sorting = { place, direction: first };
    else if (this.sorting.direction === first) this.sorting.direction = -first;
    else this.sorting = null;
    headings.forEach((heading, i) => {
      if (this.sorting?.place !== i) heading.removeAttribute("aria-sort");
      else {
        heading.setAttribute("aria-sort",
          this.sorting.direction > 0 ? "ascending" : "descending");
      }
    });
    this.arrange();
  }

  arrange() {
    const { sorting, view } = this;
    const order = sorting === null ? view.rows.map((_, place) => place)
      : sortRows(view, this.columns[sorting.place].place, sorting.direction);
    if (order.every((place, i) => place === this.order[i])) return;
    this.order = order;
    this.body.append(...order.map((place) => this.rows[place]));
  }

  /** Writes the cells whose values are not those that were written before. */
  fillCounts() {
    const before = this.written;
    this.written = this.view;
    this.view.rows.forEach((row, place) => {
      this.columns.forEach(({ place: column, kind, share }, i) => {
        if (before && String(before.rows[place].values[column]) === String(row.values[column])) {
          return;
        }
        const cell = this.rows[place].cells[i];
        if (share) this.fillShare(cell, row.values[column], kind);
        else if (Study.isOpen(this.table, this.table.rows[place], column)) {
          this.fillCount(cell, this.table.rows[place], column, row.values[column]);
        }
      });
    });
  }

  fillCount(cell, row, column, count) {
    if (count === 0) {
      cell.replaceChildren("0");
      return;
    }
    const known = cell.querySelector("button");
    if (known) {
      known.textContent = String(count);
      return;
    }
    const button = element("button", { type: "button", class: "count",
      title: "Show these issues" }, String(count));
    button.addEventListener("click", () => this.open(this.table, row, column));
    cell.replaceChildren(button);
  }

  fillShare(cell, value, kind) {
    const { value: text, interval } = printValue(value, kind);
    if (interval === "") {
      cell.replaceChildren(text);
      return;
    }
    cell.replaceChildren(element("span", { class: "value" }, text), " ",
      element("span", { class: "interval" }, interval), intervalDrawing(value));
  }

  addTools() {
    this.scope = element("span", { hidden: true });
    const said = element("output");
    const tool = (label, write) => {
      const button = element("button", { type: "button", class: "tool" }, label);
      button.addEventListener("click", async () => {
        await copyText(write(this.shown()));
        said.textContent = "Copied";
        setTimeout(() => { said.textContent = ""; }, 2000);
      });
      return button;
    };
    this.block.append(element("div", { class: "tools" },
      tool("Copy as LaTeX", writeLatex), tool("Copy as CSV", writeCsv), said, this.scope));
  }

  /** The table as it is shown. */
  shown() {
    return { ...this.view, rows: this.order.map((place) => this.view.rows[place]) };
  }

  /**
   * Shows the table under a filter.
   * @param words  the filter in words, and whose labels count; null where nothing is filtered
   */
  show(study, issues, words) {
    this.scope.hidden = words === null || this.follows;
    this.scope.textContent = "Not filtered: of the whole study.";
    if (!this.follows) return;
    this.view = words === null ? this.table
      : { ...study.recount(this.table, issues), notes: words };
    this.fillCounts();
    this.showNotes(words);
    this.arrange();
  }

  showNotes(words) {
    this.filteredNotes?.remove();
    if (this.notes) this.notes.hidden = words !== null;
    if (words === null) return;
    this.filteredNotes = element("ul", { class: "notes" },
      ...words.map((note) => element("li", {}, printable(note))));
    this.block.querySelector(".tools").before(this.filteredNotes);
  }
}
