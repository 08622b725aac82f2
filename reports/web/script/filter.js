// The filter: which issues count, in the address of the page and in the bar at its top.

/** An element with attributes; texts are never read as HTML. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function emptyFilter() {
  return { converter: "", rater: "", from: "", to: "", search: "", codes: new Map() };
}

function isActive(filter) {
  const { codes, ...texts } = filter;
  return codes.size > 0 || Object.values(texts).some((text) => text !== "");
}

const TEXT_FIELDS = ["converter", "rater", "from", "to", "search"];

/** The address of a filtered view, in the words of the command line. */
function toHash(filter, opened) {
  const parameters = new URLSearchParams();
  for (const field of TEXT_FIELDS) if (filter[field]) parameters.append(field, filter[field]);
  for (const [dimension, code] of filter.codes) parameters.append("where", `${dimension}=${code}`);
  for (const [name, value] of Object.entries(opened ?? {})) parameters.append(name, value);
  return parameters.toString().replaceAll("%3D", "=").replaceAll("%2F", "/");
}

/** Reads an address; what names nothing of this study is left out. */
function fromHash(hash, { converters, raters, dimensions }) {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const filter = emptyFilter();
  const known = {
    converter: (name) => converters.includes(name),
    rater: (name) => raters.some((rater) => rater.name === name),
    from: (day) => /^\d{4}-\d{2}-\d{2}$/.test(day),
    to: (day) => /^\d{4}-\d{2}-\d{2}$/.test(day),
    search: () => true,
  };
  for (const field of TEXT_FIELDS) {
    const value = parameters.get(field) ?? "";
    if (known[field](value)) filter[field] = value;
  }
  for (const where of parameters.getAll("where")) {
    const [dimension, code] = splitAtEquals(where);
    const codes = dimensions.find(({ id }) => id === dimension)?.codes ?? [];
    if (codes.some(({ id }) => id === code)) filter.codes.set(dimension, code);
  }
  const names = ["table", "row", "column"];
  const opened = names.every((name) => parameters.has(name))
    ? Object.fromEntries(names.map((name) => [name, parameters.get(name)])) : null;
  return { filter, opened };
}

/** What a filter lets pass, in words. */
function filterInWords(filter, { dimensions }) {
  const words = [];
  if (filter.converter) words.push(`converter ${filter.converter}`);
  if (filter.rater) words.push(`labels of ${filter.rater}`);
  if (filter.from || filter.to) {
    words.push(`opened ${[filter.from && `from ${filter.from}`, filter.to && `to ${filter.to}`]
      .filter(Boolean).join(" ")}`);
  }
  for (const [id, code] of filter.codes) {
    const { name, codes } = dimensions.find((dimension) => dimension.id === id);
    words.push(`${name.toLowerCase()} ${codes.find((known) => known.id === code).name}`);
  }
  if (filter.search) words.push(`with the words \u201C${filter.search}\u201D`);
  return words.join(", ");
}

/** Which issues of a study pass a filter. */
class FilteredIssues {
  constructor(study) {
    this.study = study;
    const { title, number, repository, labels } = study.data.issues;
    this.texts = number.map((own, issue) => [
      title[issue] ?? "", `${study.data.repositories[repository[issue]].name}#${own}`,
      ...labels[issue].map((place) => study.data.labels[place]),
    ].join("\n").toLowerCase());
  }

  set(filter) {
    const { study } = this;
    const { created } = study.data.issues;
    const sets = [study.all];
    if (filter.converter) sets.push(study.conditionSet("--converter", [filter.converter]));
    for (const [dimension, code] of filter.codes) {
      sets.push(study.conditionSet(`--where ${dimension}`, [code]));
    }
    if (filter.from || filter.to) {
      const until = filter.to || "9999-12-31";
      sets.push(IssueSet.where(study.size, (issue) =>
        created[issue] !== null && created[issue] >= filter.from && created[issue] <= until));
    }
    const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length > 0) {
      sets.push(IssueSet.where(study.size, (issue) =>
        words.every((word) => this.texts[issue].includes(word))));
    }
    return IssueSet.common(sets);
  }
}

/** The bar at the top of the page. */
class FilterBar {
  /** @param {(filter) => void} changed  told of every change that the reader makes */
  constructor(form, study, changed) {
    this.form = form;
    this.study = study;
    this.changed = changed;
    this.status = element("output");
    this.resetButton = element("button", { type: "button", class: "tool" }, "Reset");
    this.linkButton = element("button", { type: "button", class: "tool" }, "Copy link");
    this.toggle = element("button",
      { type: "button", class: "tool", "aria-controls": "filter-fields" }, "Filter");
    this.fields = element("div", { class: "filter-fields", id: "filter-fields" });
    this.addFields();
    form.append(element("div", { class: "filter-head" }, this.status, this.toggle,
      this.resetButton, this.linkButton), this.fields);
    this.unfold(window.matchMedia("(min-width: 60rem)").matches);
    this.listen();
    form.hidden = false;
  }

  addFields() {
    const { converters, raters, dimensions, issues } = this.study.data;
    const own = (names) => names.map((name) => [name, printable(name)]);
    this.addSelect("converter", "Converter", "all", own(converters));
    this.addSelect("rater", "Labels of", printable(this.study.data.preferred.description),
      own(raters.map(({ name }) => name)));
    for (const { id, name, codes } of dimensions) {
      this.addSelect(`where ${id}`, name, "all", codes.map((code) =>
        [code.id, (code.parent === null ? "" : "\u2013 ") + printable(code.name)]));
    }
    if (issues.created.some((day) => day !== null)) {
      this.addInput("from", "Opened from", "date");
      this.addInput("to", "to", "date");
    }
    this.addInput("search", "Words", "search");
  }

  addSelect(name, label, all, options) {
    this.addField(label, element("select", { name }, element("option", { value: "" }, all),
      ...options.map(([value, text]) => element("option", { value }, text))));
  }

  addInput(name, label, type) {
    this.addField(label, element("input", { name, type }));
  }

  addField(label, control) {
    control.id = `filter-${this.fields.childElementCount}`;
    this.fields.append(element("div", {}, element("label", { for: control.id }, printable(label)),
      control));
  }

  unfold(isOpen) {
    this.fields.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
  }

  listen() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.changed(this.read()));
    this.toggle.addEventListener("click", () => this.unfold(this.fields.hidden));
    this.resetButton.addEventListener("click", () => {
      this.changed(emptyFilter());
      this.toggle.focus();
    });
    this.linkButton.addEventListener("click", async () => {
      await copyText(location.href);
      this.linkButton.textContent = "Copied";
      setTimeout(() => { this.linkButton.textContent = "Copy link"; }, 2000);
    });
  }

  read() {
    const filter = emptyFilter();
    for (const field of this.form.elements) {
      if (!field.name || field.value === "") continue;
      if (field.name.startsWith("where ")) filter.codes.set(field.name.slice(6), field.value);
      else filter[field.name] = field.value;
    }
    return filter;
  }

  /** Shows a filter and how many issues pass it. */
  show(filter, count) {
    for (const field of this.form.elements) {
      if (!field.name) continue;
      const value = field.name.startsWith("where ")
        ? filter.codes.get(field.name.slice(6)) ?? "" : filter[field.name];
      if (field.value !== value) field.value = value;
    }
    const active = isActive(filter);
    this.form.classList.toggle("active", active);
    this.resetButton.hidden = !active;
    this.linkButton.hidden = !active;
    const all = counted(this.study.size, "issue");
    this.status.replaceChildren(...active
      ? [`${count} of ${all}`, element("span", {},
        ` \u00B7 ${printable(filterInWords(filter, this.study.data))}`)]
      : [`All ${all}`]);
  }
}

/** Puts a text on the clipboard, also where the page may not use its interface. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { "aria-hidden": "true" });
    area.value = text;
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
