-- Repositories and their issues, codebooks, raters and their labels, ONNX's operator history.
-- Times are UTC, ISO 8601. Names of issues, raters and codes are text of any origin.

-- A repository whose issues are studied: that of one converter.
create table repository (
  id integer primary key,
  name text not null unique collate nocase,  -- owner/name
  converter text not null,                   -- as study.toml calls it
  position integer not null                  -- its place in study.toml, from 0
) strict;

-- An issue of a repository. One that only labels are known of has no title, text or times.
create table issue (
  id integer primary key,
  repository_id integer not null references repository (id),
  number integer not null check (number > 0),  -- as GitHub counts it: the N of owner/name#N
  title text,        -- as it was when it was last read
  body text,         -- the opening text, in Markdown
  state text check (state in ('open', 'closed')),  -- as it was when it was last read
  author text,       -- the login; null where the account is gone
  url text,          -- of its page
  created_at text,   -- when it was opened
  updated_at text,   -- when GitHub last saw a change
  closed_at text,    -- when it was last closed; null while it is open
  -- For issues whose date is not known: the date of the newest ONNX release before the issue was
  -- opened, or 'none' where it was opened before the first.
  latest_onnx_release text,
  unique (repository_id, number)
) strict;

-- A label that the issue has on GitHub; labels of raters are in `label`.
create table issue_label (
  issue_id integer not null references issue (id),
  name text not null,  -- 'module: onnx'
  primary key (issue_id, name)
) strict, without rowid;

-- Full text of titles and bodies; rowid is issue.id. Kept by the program, not by triggers: SQLite
-- lets no trigger write to it while the schema is not trusted.
create virtual table issue_text using fts5 (
  title, body, content = 'issue', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- What is asked of every issue: in which stage, with which symptom, for which cause.
create table dimension (
  id integer primary key,
  name text not null unique  -- 'stage', 'symptom', 'cause'
) strict;

-- Every code that any codebook of the study ever had.
create table code (
  id integer primary key,
  dimension_id integer not null references dimension (id),
  name text not null,  -- 'crash'; with its parent where it has one: 'incompatibility/external'
  unique (dimension_id, name)
) strict;

-- Each version of each codebook that labels were made with.
create table codebook (
  id integer primary key,
  name text not null,     -- 'converter-failures'
  version integer not null check (version > 0),  -- grows when definitions or codes change
  title text not null,    -- for reading
  content text not null,  -- the TOML file, whole
  unique (name, version)
) strict;

-- What a version of a codebook says about a code.
create table codebook_code (
  codebook_id integer not null references codebook (id),
  code_id integer not null references code (id),
  position integer not null,  -- its place in the codebook, from 0, parents before their children
  parent_id integer references code (id),  -- the code that it is a part of; null for none
  title text not null,       -- the code's name in tables: 'Wrong model'
  definition text not null,  -- what raters read
  shown integer not null check (shown in (0, 1)),  -- 0: cross tables count it under 'other-binned'
  primary key (codebook_id, code_id)
) strict, without rowid;

-- Who labels. The rater 'consensus' holds what was settled; its labels count first in tables.
create table rater (
  id integer primary key,
  name text not null unique  -- as it is typed behind --rater
) strict;

-- Append-only: a rater who thinks again adds a label, and the newest holds (view current_label).
-- Two labels of one moment are ordered by their content, so that the union of two raters' files is
-- the same in whatever order they are read.
create table label (
  dimension_id integer not null references dimension (id),
  issue_id integer not null references issue (id),
  rater_id integer not null references rater (id),
  labelled_at text not null,  -- always with milliseconds, so that it sorts as text
  code_id integer not null references code (id),
  codebook_id integer not null references codebook (id),
  confidence text not null default 'sure' check (confidence in ('sure', 'unsure')),
  memo text not null default '',
  evidence text not null default '',
  primary key
    (dimension_id, issue_id, rater_id, labelled_at, code_id, codebook_id, confidence, memo, evidence)
) strict, without rowid;

create trigger label_is_never_changed before update on label begin
  select raise(abort, 'labels are only ever added');
end;

create trigger label_is_never_deleted before delete on label begin
  select raise(abort, 'labels are only ever added');
end;

-- The label that holds, per issue, rater and dimension, in words.
create view current_label as
select
  repository.name as repository,
  repository.converter as converter,
  issue.number as issue,
  rater.name as rater,
  dimension.name as dimension,
  code.name as code,
  label.confidence,
  label.memo,
  label.evidence,
  label.labelled_at,
  codebook.name as codebook,
  codebook.version as codebook_version
from label
join issue on issue.id = label.issue_id
join repository on repository.id = issue.repository_id
join rater on rater.id = label.rater_id
join dimension on dimension.id = label.dimension_id
join code on code.id = label.code_id
join codebook on codebook.id = label.codebook_id
where not exists (
  select 1
  from label as newer
  join code as newer_code on newer_code.id = newer.code_id
  where newer.dimension_id = label.dimension_id
    and newer.issue_id = label.issue_id
    and newer.rater_id = label.rater_id
    and (newer.labelled_at, newer_code.name, newer.confidence, newer.memo, newer.evidence,
         newer.codebook_id)
      > (label.labelled_at, code.name, label.confidence, label.memo, label.evidence,
         label.codebook_id)
);

-- A version of ONNX's operators.
create table operator_set (
  id integer primary key,
  domain text not null,      -- 'ai.onnx' is the default one
  version integer not null check (version > 0),  -- 13 for opset 13
  released text,             -- the date of the ONNX release that brought it
  unique (domain, version)
) strict;

-- What an operator set changed, as one of several who counted says.
create table operator_change (
  history text not null,     -- who counted: 'published' or 'changelog'
  operator_set_id integer not null references operator_set (id),
  operator text not null,    -- 'Conv'
  change text not null check (change in ('added', 'updated', 'deprecated')),  -- to the set before
  primary key (history, operator_set_id, operator, change)
) strict, without rowid;
