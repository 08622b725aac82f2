// Checks the unpacked replication package in a folder: datapackage.json against the profiles that
// Frictionless publishes, every CSV file against its schema there, and ro-crate-metadata.json with the
// validator of the RO-Crate project (RO-Crate has no JSON schema). Nothing is fetched from a network.
//
//     node check.mjs FOLDER

import { readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const context = JSON.parse(readFileSync(require.resolve('ro-crate/lib/context.json'), 'utf8'));
globalThis.fetch = async () => new Response(JSON.stringify({ name: 'RO-Crate JSON-LD Context', ...context }));
const { Package } = require('datapackage');
const { Validator } = require('ro-crate/lib/validator.js');

const folder = process.argv[2];
const problems = [];
const sha256 = (path) => createHash('sha256').update(readFileSync(join(folder, path))).digest('hex');

const descriptor = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8'));
if (descriptor.profile !== 'tabular-data-package') problems.push(`profile ${descriptor.profile}`);
const dataPackage = await Package.load(descriptor, { basePath: folder });
for (const error of dataPackage.errors) problems.push(`datapackage.json: ${error.message}`);
for (const resource of dataPackage.resources) {
  const { path, hash, bytes } = resource.descriptor;
  for (const error of resource.errors) problems.push(`${path}: ${error.message}`);
  if (hash !== `sha256:${sha256(path)}`) problems.push(`${path}: another hash`);
  if (bytes !== statSync(join(folder, path)).size) problems.push(`${path}: another size`);
  try {
    await resource.read();
  } catch (error) {
    const all = error.multiple ? error.errors : [error];
    problems.push(`${path}: ${all.map(({ message }) => message).join('; ')}`);
  }
}

const crate = JSON.parse(readFileSync(join(folder, 'ro-crate-metadata.json'), 'utf8'));
const validator = new Validator();
validator.parseJSON(crate);
await validator.crate.resolveContext();
await validator.validate();
const files = crate['@graph'].filter((entity) => entity['@type'] === 'File');
for (const { name, sha256: expected } of files) {
  if (sha256(name) !== expected) problems.push(`ro-crate-metadata.json: ${name} has another checksum`);
}
validator.checkFiles(Object.fromEntries(files.map((file) => [file['@id'], { exists: true }])));
for (const { status, message } of validator.results) {
  if (status === 'error') problems.push(`ro-crate-metadata.json: ${message}`);
}

console.log(`${dataPackage.resources.length} resources, ${files.length} files`);
if (dataPackage.resources.length < 20 || files.length < 100) problems.push('hardly anything was checked');
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
