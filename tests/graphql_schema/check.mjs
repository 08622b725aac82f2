// Checks GraphQL texts against the schema that GitHub publishes: the program's queries, and the part of
// the schema that the local server of the tests answers.
//
//     node check.mjs FOLDER_WITH_QUERIES LOCAL_SCHEMA
//
// Every file of the folder holds queries or fragments; a query may use the fragments of all files.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildASTSchema, isEnumType, isInputObjectType, isScalarType, isUnionType, parse, validate, visit,
} from 'graphql';
import { schema as published } from '@octokit/graphql-schema';

// The published text repeats a few fields, which a strict reading would refuse.
const build = (text) => buildASTSchema(parse(text), { assumeValidSDL: true });
const github = build(published.idl);

function fragmentsUsed(definition, fragments, used = new Map()) {
  visit(definition, {
    FragmentSpread({ name: { value: name } }) {
      if (used.has(name) || !fragments.has(name)) return;
      used.set(name, fragments.get(name));
      fragmentsUsed(fragments.get(name), fragments, used);
    },
  });
  return used;
}

function checkQueries(folder) {
  const fragments = new Map();
  const operations = [];
  const problems = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.graphql')).sort()) {
    for (const definition of parse(readFileSync(join(folder, file), 'utf8')).definitions) {
      if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
      else operations.push({ file, definition });
    }
  }
  if (operations.length === 0) problems.push(`${folder} holds no query`);
  const idle = new Set(fragments.keys());
  for (const { file, definition } of operations) {
    const used = fragmentsUsed(definition, fragments);
    for (const name of used.keys()) idle.delete(name);
    const document = { kind: 'Document', definitions: [definition, ...used.values()] };
    for (const error of validate(github, document)) problems.push(`${file}: ${error.message}`);
  }
  for (const name of idle) problems.push(`no query uses the fragment ${name}`);
  return { count: operations.length, problems };
}

function checkFields(type, theirs, problems) {
  for (const field of Object.values(type.getFields())) {
    const known = theirs.getFields()[field.name];
    const place = `${type.name}.${field.name}`;
    if (!known) {
      problems.push(`${place} is no field of GitHub's`);
      continue;
    }
    if (String(known.type) !== String(field.type)) {
      problems.push(`${place} is ${field.type}, GitHub's is ${known.type}`);
    }
    for (const argument of field.args ?? []) {
      const knownArgument = known.args.find(({ name }) => name === argument.name);
      if (String(knownArgument?.type) !== String(argument.type)) {
        problems.push(`${place}(${argument.name}) is ${argument.type}, GitHub's is ${knownArgument?.type}`);
      }
    }
  }
}

function checkLocalSchema(file) {
  const local = build(readFileSync(file, 'utf8'));
  const problems = [];
  const names = (values) => values.map(({ name }) => name);
  const surplus = (ours, theirs) => names(ours).filter((name) => !names(theirs).includes(name));
  for (const type of Object.values(local.getTypeMap())) {
    const theirs = github.getType(type.name);
    if (type.name.startsWith('__')) continue;
    if (!theirs) problems.push(`${type.name} is no type of GitHub's`);
    else if (theirs.constructor !== type.constructor) problems.push(`${type.name} is of another kind`);
    else if (isScalarType(type)) continue;
    else if (isUnionType(type)) {
      for (const name of surplus(type.getTypes(), theirs.getTypes())) {
        problems.push(`${name} is no member of GitHub's ${type.name}`);
      }
    } else if (isEnumType(type)) {
      for (const name of surplus(type.getValues(), theirs.getValues())) {
        problems.push(`${name} is no value of GitHub's ${type.name}`);
      }
    } else {
      checkFields(type, theirs, problems);
      if (isInputObjectType(type)) continue;
      for (const name of surplus(type.getInterfaces(), theirs.getInterfaces())) {
        problems.push(`GitHub's ${type.name} does not implement ${name}`);
      }
    }
  }
  return problems;
}

const [folder, localSchema] = process.argv.slice(2);
const queries = checkQueries(folder);
const problems = [...queries.problems, ...checkLocalSchema(localSchema)];
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`${queries.count} queries and the local schema agree with GitHub's`);
process.exitCode = problems.length === 0 ? 0 : 1;
