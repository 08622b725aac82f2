// A headless browser and reports that are opened in it, watched for whatever they must not do.

import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Starts the browser; without a sandbox, which root in a container cannot have. */
export function startBrowser(executablePath) {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** A report in a page of its own. */
export class OpenReport {
  static async open(browser, file, { width = 1400, dark = false, scripts = true, hash = '' } = {}) {
    const context = await browser.newContext({
      viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light',
      javaScriptEnabled: scripts, bypassCSP: false,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(5000);
    const report = new OpenReport(context, await context.newPage());
    const url = pathToFileURL(resolve(file)).href + hash;
    report.page.on('request', (request) => {
      if (!request.url().startsWith(pathToFileURL(resolve(file)).href)) report.requests.push(request.url());
    });
    report.page.on('console', (message) => report.messages.push(message.text()));
    report.page.on('pageerror', (error) => report.messages.push(error.stack));
    report.page.on('dialog', (dialog) => { report.messages.push(dialog.message()); dialog.dismiss(); });
    await report.page.goto(url);
    return report;
  }

  constructor(context, page) {
    this.context = context;
    this.page = page;
    this.requests = [];
    this.messages = [];
  }

  /** Ends with the page; what it asked the network for or complained of is a failure. */
  async close() {
    assert.deepEqual(this.requests, [], 'the page asks for nothing');
    assert.deepEqual(this.messages, [], 'the console is empty');
    await this.context.close();
  }

  status() {
    return this.page.locator('#filter output').innerText();
  }

  async choose(label, value) {
    await this.page.locator('#filter').getByLabel(label, { exact: true }).selectOption(value);
  }

  /** The texts of a table's cells, row by row; of its body, or of its last line of headings. */
  cells(id, part = 'tbody tr') {
    return this.page.locator(`#table-${id} ${part}`).evaluateAll((rows) =>
      rows.map(({ cells }) => [...cells].map((cell) => cell.textContent.trim())));
  }

  tableIds() {
    return this.page.evaluate(() => [...document.querySelectorAll('table')].map(({ id }) => id.slice(6)));
  }

  /** The cell in the row and column of these headings. */
  async cell(id, row, column) {
    const [headings] = await this.cells(id, 'thead tr:last-child');
    const place = (await this.cells(id)).findIndex((cells) => cells[0] === row);
    assert.ok(headings.includes(column) && place >= 0, `table ${id} has ${row} and ${column}`);
    return this.page.locator(`#table-${id} tbody tr`).nth(place).locator('th, td')
      .nth(headings.indexOf(column));
  }

  async copied(id, button) {
    const block = this.page.locator(`[data-table="${id}"]`);
    await block.getByRole('button', { name: button }).click();
    await block.getByText('Copied').waitFor();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  openedIssues() {
    return this.page.locator('dialog .issues > li').count();
  }

  /** What axe finds wrong, in words. axe comes in from outside, past the page's own policy. */
  async violations() {
    const source = await import('node:fs').then(({ readFileSync }) => readFileSync(axe, 'utf8'));
    await this.page.evaluate(source);
    const { violations } = await this.page.evaluate(() => globalThis.axe.run(document));
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`);
  }
}
