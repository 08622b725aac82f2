// Opens web reports in a real browser and does what their readers do.
//
//     node check.mjs CHROMIUM PROGRAM
//
// The folder holds the studies plain, hostile and reproduced with their reports.

import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { OpenReport, startBrowser } from './browser.mjs';

const [chromium, program] = process.argv.slice(2);
const browser = await startBrowser(chromium);
let failed = 0;

async function check(sentence, run) {
  try {
    await run();
    console.log(`ok      ${sentence}`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${sentence}\n${error.stack}`);
  }
}

async function withReport(study, options, use) {
  const report = await OpenReport.open(browser, `${study}/report/report.html`, options);
  await use(report, report.page);
  await report.close();
}

const tableOf = (study, id, ...options) =>
  JSON.parse(execFileSync(program, ['--study', study, 'table', id, '--json', ...options]));

/** Tables that the report has in common with the folder of tables. */
const writtenTables = async (report, study) =>
  (await report.tableIds()).filter((id) => existsSync(`${study}/report/tables/${id}.csv`));

await check('with a filter that every issue passes, the script counts what the program counted', () =>
  withReport('plain', {}, async (report, page) => {
    const ids = await writtenTables(report, 'plain');
    const before = await Promise.all(ids.map((id) => report.cells(id)));
    await page.getByLabel('Opened from').fill('1999-01-01');
    assert.match(await report.status(), /^200 of 200 issues/);
    const after = await Promise.all(ids.map((id) => report.cells(id)));
    assert.deepEqual(after, before);
    assert.ok(before.flat(2).some((text) => /^\d+% \[\d+, \d+\]$/.test(text)));
  }));

await check('every table is copied as the program writes it', async () => {
  for (const study of ['plain', 'hostile', 'reproduced']) {
    await withReport(study, {}, async (report) => {
      const ids = await writtenTables(report, study);
      assert.ok(ids.length > 5);
      for (const id of ids) {
        const written = (extension) => readFileSync(`${study}/report/tables/${id}${extension}`, 'utf8');
        assert.equal(await report.copied(id, 'LaTeX'), written('.tex'));
        assert.equal(await report.copied(id, 'CSV'), written('.csv'));
      }
    });
  }
});

await check('without JavaScript all tables are there and nothing that needs it is shown', () =>
  withReport('plain', { scripts: false }, async (report, page) => {
    const html = readFileSync('plain/report/report.html', 'utf8');
    assert.equal(await page.locator('table:visible').count(), html.match(/<table /g).length);
    assert.equal(await page.locator('button:visible, #filter:visible').count(), 0);
    assert.ok(await page.locator('noscript p').isVisible());
  }));

await check('a filter recounts tables, and a count opens into its issues', () =>
  withReport('plain', {}, async (report, page) => {
    await report.choose('Converter', 'tf2onnx');
    assert.match(await report.status(), /^100 of 200 issues . converter tf2onnx$/);
    const cell = await report.cell('stage', 'Export', 'tf2onnx');
    const count = Number(await cell.innerText());
    assert.ok(count > 0);
    assert.equal(await (await report.cell('stage', 'Export', 'torch.onnx')).innerText(), '0');
    await cell.getByRole('button').click();
    assert.equal(await report.openedIssues(), count);
    const link = page.locator('dialog .issues a').first();
    assert.match(await link.getAttribute('href'), /^https:\/\/github.com\/onnx\/tensorflow-onnx\/issues\/\d+$/);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    assert.equal(await page.locator('dialog[open]').count(), 0);
  }));

await check('a permanent link leads to the filtered view and the opened cell, and back leads back', async () => {
  let hash = '';
  let seen = '';
  await withReport('plain', {}, async (report, page) => {
    await report.choose('Converter', 'torch.onnx');
    await report.choose('Symptom', 'crash');
    await (await report.cell('symptom', 'Crash', 'Total')).getByRole('button').click();
    hash = new URL(page.url()).hash;
    seen = await page.locator('dialog').innerText();
    await page.goBack();
    assert.equal(await page.locator('dialog[open]').count(), 0);
    await page.goBack();
    assert.match(await report.status(), /converter torch.onnx$/);
  });
  assert.match(hash, /converter=torch.onnx&where=symptom=crash/);
  await withReport('plain', { hash }, async (report, page) => {
    assert.match(await report.status(), /converter torch.onnx, symptom Crash$/);
    assert.equal(await page.locator('dialog').innerText(), seen);
  });
});

await check("another rater's labels give that rater's table", () =>
  withReport('plain', {}, async (report) => {
    await report.choose('Labels of', 'ben');
    for (const dimension of ['stage', 'symptom', 'cause']) {
      const { rows } = tableOf('plain', dimension, '--rater', 'ben');
      const shown = await report.cells(dimension);
      assert.deepEqual(shown.map((cells) => cells.slice(1, 4).map(Number)),
        rows.map((row) => [row['torch.onnx'], row.tf2onnx, row.total]));
    }
  }));

await check('period, words and codes narrow the issues', () =>
  withReport('plain', {}, async (report, page) => {
    await page.getByLabel('Opened from').fill('2019-01-01');
    await page.locator('#filter input[name=to]').fill('2019-12-31');
    const inPeriod = Number((await report.status()).split(' ')[0]);
    assert.ok(inPeriod > 20 && inPeriod < 60);
    await page.getByLabel('Words').fill('tensorflow-onnx#50');
    assert.match(await report.status(), /^1 of 200/);
    assert.equal(await page.locator('#issue-list .issues > li').count(), 1);
    await page.getByRole('button', { name: 'Reset' }).click();
    assert.equal(await report.status(), 'All 200 issues');
    await report.choose('Cause', 'incompatibility/external');
    const [count] = (await report.status()).split(' ');
    assert.equal(await (await report.cell('cause', 'Total', 'Total')).innerText(), count);
  }));

await check('figures of shares are drawn again under a filter, others say that they are not', () =>
  withReport('reproduced', {}, async (report, page) => {
    const figure = page.locator('#figure-stage');
    if (await figure.locator('.empty').count() > 0) return;  // gnuplot is not there
    const drawn = await figure.locator('svg').count();
    await report.choose('Converter', 'tf2onnx');
    assert.equal(await figure.locator('svg').count(), drawn + 1);
    assert.equal(await figure.locator('svg:visible').count(), 1);
    assert.ok(await page.locator('figure').filter({ hasText: 'Not filtered' }).count() > 0);
  }));

await check('columns sort one way, the other way and back', () =>
  withReport('plain', {}, async (report, page) => {
    const table = page.locator('#table-stage');
    const before = await report.cells('stage');
    const totals = async () => (await report.cells('stage')).slice(0, -1).map((cells) => Number(cells[3]));
    const button = table.getByRole('button', { name: 'Total', exact: true });
    await button.click();
    assert.deepEqual(await totals(), (await totals()).toSorted((a, b) => b - a));
    assert.equal(await table.locator('[aria-sort=descending]').innerText(), 'Total');
    assert.match(await report.copied('stage', 'CSV'), /total,.*\n$/);
    await button.click();
    assert.deepEqual(await totals(), (await totals()).toSorted((a, b) => a - b));
    await button.click();
    assert.deepEqual(await report.cells('stage'), before);
  }));

await check('the keyboard opens a count and comes back to it', () =>
  withReport('plain', {}, async (report, page) => {
    const button = (await report.cell('stage', 'Export', 'Total')).getByRole('button');
    await button.focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('dialog[open]').count(), 1);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog[open]').count(), 0);
    assert.ok(await button.evaluate((element) => element === document.activeElement));
  }));

await check('a long list is shown a page at a time', () =>
  withReport('plain', {}, async (report, page) => {
    const items = page.locator('#issue-list .issues > li');
    assert.equal(await items.count(), 50);
    await page.getByRole('button', { name: 'Show 50 more of 150' }).click();
    assert.equal(await items.count(), 100);
  }));

for (const width of [1400, 390]) {
  for (const dark of [false, true]) {
    await check(`axe finds nothing at ${width} pixels, ${dark ? 'dark' : 'light'}`, () =>
      withReport('reproduced', { width, dark }, async (report, page) => {
        const toggle = page.getByRole('button', { name: 'Filter', exact: true });
        if (await toggle.getAttribute('aria-expanded') === 'false') await toggle.click();
        assert.deepEqual(await report.violations(), []);
        await report.choose('Converter', 'tf2onnx');
        await (await report.cell('stage', 'Graph optimization', 'tf2onnx')).getByRole('button').click();
        assert.deepEqual(await report.violations(), []);
        const overflow = await page.evaluate(() =>
          document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(overflow, 0);
      }));
  }
}

await check('on paper there is the report and nothing to operate', () =>
  withReport('reproduced', {}, async (report, page) => {
    const pdf = await page.pdf({ format: 'A4' });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('#filter:visible, .tools:visible, nav:visible').count(), 0);
    assert.ok(await page.locator('table:visible').count() > 5);
  }));

await check('the published study filtered to tf2onnx has 14 failures in optimization', () =>
  withReport('reproduced', {}, async (report) => {
    await report.choose('Converter', 'tf2onnx');
    await (await report.cell('stage', 'Graph optimization', 'tf2onnx')).getByRole('button').click();
    assert.equal(await report.openedIssues(), 14);
  }));

await check('hostile texts are shown as text and do nothing', () =>
  withReport('hostile', {}, async (report, page) => {
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await page.locator('script').count(), 2);
    assert.equal(await page.locator('img, [onerror], [onload], a[href^="javascript:"]').count(), 0);
    const list = page.locator('#issue-list');
    assert.ok(await list.getByText('</script><script>window.hacked = 1</script>').first().isVisible());
    assert.ok(await list.getByText('<img src=x onerror="window.hacked = 2">').first().isVisible());
    const shown = await list.innerText();
    assert.ok(!/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2066-\u2069]/.test(shown));
    await (await report.cell('stage', 'Total', 'Total')).getByRole('button').click();
    assert.equal(await report.openedIssues(), 50);
    await report.page.keyboard.press('Escape');
    await report.choose('Labels of', '</script><script>window.hacked = 1</script>');
    assert.match(await report.copied('stage', 'LaTeX'), /\\textless\{\}\/script\\textgreater\{\}/);
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  }));

await browser.close();
process.exitCode = failed === 0 ? 0 : 1;
