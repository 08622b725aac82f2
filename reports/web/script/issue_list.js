// Lists of issues, a page at a time: thousands of them are never in the document at once.

const PAGE_SIZE = 50;

const ISSUE_ORDERS = [
  ["study", "Order of the study"], ["newest", "Newest first"], ["oldest", "Oldest first"],
  ["title", "Title"],
];

/** Issues in an order that a reader chose; those without a date or title last. */
function orderIssues(study, issues, order) {
  const { created, title } = study.data.issues;
  if (order === "study") return issues;
  const key = order === "title" ? (issue) => title[issue]?.toLowerCase() ?? null
    : (issue) => created[issue];
  const direction = order === "newest" ? -1 : 1;
  return [...issues].sort((a, b) => compareKeys(key(a), key(b), direction) || a - b);
}

/** Compares texts or numbers; null is last in either direction. */
function compareKeys(a, b, direction) {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -direction : direction;
}

/** Where an issue can be read; null where its address is no web address. */
function issueUrl(study, issue) {
  const { repository, number, url } = study.data.issues;
  const { name } = study.data.repositories[repository[issue]];
  const address = url[issue] ?? `https://github.com/${name}/issues/${number[issue]}`;
  return /^https?:\/\//i.test(address) ? address : null;
}

function issueTitle(study, issue) {
  const { repository, number, title } = study.data.issues;
  const name = printable(`${study.data.repositories[repository[issue]].name}#${number[issue]}`);
  const text = title[issue] ? printable(title[issue]) : name;
  const url = issueUrl(study, issue);
  const link = url === null ? document.createTextNode(text)
    : element("a", { href: url, rel: "noopener noreferrer", target: "_blank", dir: "auto" }, text);
  return [element("div", { class: "issue-title" }, link), title[issue] ? name : ""];
}

function issueCodes(study, issue) {
  const codes = element("p", { class: "issue-codes" });
  study.data.dimensions.forEach(({ name, codes: known }, dimension) => {
    const code = known[study.codes[dimension][issue]];
    if (!code) return;
    if (codes.childNodes.length > 0) codes.append(" \u00B7 ");
    codes.append(element("span", {}, `${printable(name)}: `), printable(code.name));
  });
  return codes;
}

function remarkParagraph(study, { rater, dimension, memo, evidence, unsure }) {
  const parts = [memo, evidence && `Evidence: ${evidence}`, unsure && "unsure"].filter(Boolean);
  const about = `${study.data.dimensions[dimension].name}, ${rater}: `;
  return element("p", { class: "remark", dir: "auto" }, printable(about + parts.join(" \u00B7 ")));
}

function issueItem(study, issue) {
  const { created, labels } = study.data.issues;
  const [title, name] = issueTitle(study, issue);
  const facts = element("p", { class: "issue-facts" }, [
    name, printable(study.data.converters[study.converterOf[issue]]),
    created[issue] && `opened ${printable(created[issue])}`,
  ].filter(Boolean).join(" \u00B7 "));
  if (labels[issue].length > 0) facts.append(" ");
  for (const label of labels[issue]) {
    facts.append(element("span", { class: "label" }, printable(study.data.labels[label])));
  }
  return element("li", {}, title, facts, issueCodes(study, issue),
    ...study.remarks(issue).map((remark) => remarkParagraph(study, remark)));
}

/** A list that grows by a page whenever its button is pressed. */
class IssueList {
  constructor(study, container) {
    this.study = study;
    this.list = element("ol", { class: "issues" });
    this.more = element("button", { type: "button", class: "tool" });
    this.more.addEventListener("click", () => this.grow(true));
    container.append(this.list, this.more);
  }

  show(issues) {
    this.issues = issues;
    this.list.replaceChildren();
    this.grow(false);
  }

  grow(takesFocus) {
    const shown = this.list.childElementCount;
    const items = this.issues.slice(shown, shown + PAGE_SIZE)
      .map((issue) => issueItem(this.study, issue));
    this.list.append(...items);
    if (takesFocus) items[0]?.querySelector("a")?.focus();
    const left = this.issues.length - this.list.childElementCount;
    this.more.hidden = left === 0;
    this.more.textContent = `Show ${Math.min(left, PAGE_SIZE)} more of ${left}`;
  }
}

/** The section that lists all issues that pass the filter. */
class IssueSection {
  constructor(container, study) {
    this.study = study;
    this.order = element("select", {}, ...ISSUE_ORDERS.map(([value, text]) =>
      element("option", { value }, text)));
    this.order.addEventListener("change", () => this.show(this.issues));
    this.count = element("span");
    container.append(element("div", { class: "issue-tools" }, this.count,
      element("label", {}, "Sorted by ", this.order)));
    this.list = new IssueList(study, container);
  }

  show(issues) {
    this.issues = issues;
    this.count.textContent = counted(issues.length, "issue");
    this.list.show(orderIssues(this.study, issues, this.order.value));
  }
}

/** The dialog with the issues behind a cell. */
class OpenedCell {
  /** @param {() => void} closed  told when the reader closes it */
  constructor(dialog, study, closed) {
    this.dialog = dialog;
    this.title = element("h2", { id: "opened-title" });
    const close = element("button", { type: "button", class: "tool" }, "Close");
    const body = element("div", { class: "dialog-body" });
    this.list = new IssueList(study, body);
    dialog.append(element("div", { class: "dialog-head" }, this.title, close), body);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", closed);
  }

  show(words, issues) {
    this.title.textContent = printable(`${words}: ${counted(issues.length, "issue")}`);
    this.list.show(issues);
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }
}
