-- What is collected from GitHub, as it is there, and what a study makes of it: screening and sample.

-- An issue's newest state, beside the columns of 0001.
alter table issue add column node_id text;          -- GraphQL's id
alter table issue add column state_reason text;
alter table issue add column gone text check (gone in ('deleted', 'transferred'));
alter table issue add column collected_at text;     -- when it was last read whole

-- Earlier titles, bodies and states, kept when a later run finds others.
create table issue_history (
  issue_id integer not null references issue (id),
  replaced_at text not null,  -- when the newer one was read
  title text,
  body text,
  state text,
  primary key (issue_id, replaced_at)
) strict, without rowid;

create table comment (
  id integer primary key,  -- GitHub's number of the comment
  issue_id integer not null references issue (id),
  author text,
  created_at text not null,
  updated_at text,
  body text not null
) strict;

create index comment_by_issue on comment (issue_id, created_at, id);

create virtual table comment_text using fts5 (
  body, content = 'comment', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- One event of an issue's timeline, in the timeline's order. Events that the program does not know
-- are kept by name. Comments are no events here.
create table timeline_event (
  issue_id integer not null references issue (id),
  position integer not null,     -- from 0
  event text not null,           -- as REST calls it: 'closed', 'cross-referenced', ...
  actor text,
  created_at text,
  commit_sha text,               -- 'closed', 'referenced', 'merged': the commit it names
  source_kind text check (source_kind in ('issue', 'pull-request')),
  source_repository text,        -- owner/name; of the issue or pull request the event names: the
  source_number integer,         -- source of a cross-reference, the closer, the connected one
  source_state text check (source_state in ('open', 'closed', 'merged')),
  label text,                    -- 'labeled', 'unlabeled'
  primary key (issue_id, position)
) strict, without rowid;

-- A commit or pull request that repaired an issue, or may have.
create table fix (
  id integer primary key,
  issue_id integer not null references issue (id),
  kind text not null check (kind in ('commit', 'pull-request')),
  repository text not null,      -- owner/name
  ref text not null,             -- the commit's SHA, or the pull request's number
  title text,
  state text check (state in ('open', 'closed', 'merged')),
  merged_at text,                -- of a commit: when it was committed
  pull_request integer,          -- of a commit: the pull request that it belongs to, if known
  files_complete integer not null default 0 check (files_complete in (0, 1)),
  read_at text,                  -- when it was asked for itself, beyond its mention in a timeline
  patches text check (patches in ('whole', 'cut', 'none')),  -- what `collect --patches` brought
  unique (issue_id, kind, repository, ref)
) strict;

create table changed_file (
  fix_id integer not null references fix (id),
  path text not null,
  additions integer,
  deletions integer,
  patch text,                    -- only where `collect --patches` brought it
  patch_cut integer not null default 0 check (patch_cut in (0, 1)),
  primary key (fix_id, path)
) strict, without rowid;

-- One run of `faultline collect` over one converter. Its cursor is where an interrupted run goes on.
create table collection (
  id integer primary key,
  repository_id integer not null references repository (id),
  api text not null check (api in ('rest', 'graphql')),
  protocol text not null,        -- the filter it was made with, as JSON
  started_at text not null,
  finished_at text,              -- null while it is not done
  since text,                    -- asked for issues updated since then; null for all
  cursor text,                   -- the last update time, or page, that is stored, as JSON
  requests integer not null default 0,
  points integer not null default 0,
  waited_seconds integer not null default 0,
  issues_new integer not null default 0,
  issues_changed integer not null default 0,
  issues_gone integer not null default 0,
  kept integer not null default 1 check (kept in (0, 1))  -- whether its answers were kept
) strict;

-- Every answer of GitHub as it came, for `collect --replay` and for whoever doubts a number.
create table response (
  id integer primary key,
  repository_id integer references repository (id),
  method text not null,
  url text not null,
  request text,                  -- what was asked for, as JSON; GraphQL: query and variables too
  status integer not null,
  etag text,
  link text,                     -- REST's Link header
  received_at text not null,
  body blob not null             -- zlib-compressed
) strict;

create index response_by_url on response (url, id);

-- How popular a repository was when it was read, for the table of that name.
create table popularity (
  repository_id integer not null references repository (id),
  read_at text not null,
  stars integer not null,
  forks integer not null,
  closed_issues integer not null,
  primary key (repository_id, read_at)
) strict, without rowid;

-- For each issue and step of the screening: kept or not, and why.
create table screening (
  issue_id integer not null references issue (id),
  step text not null check (step in ('relevant', 'evidence')),
  kept integer not null check (kept in (0, 1)),
  reason text not null,
  primary key (issue_id, step)
) strict, without rowid;

-- What a person said of an issue of the pilot: is it a repaired failure of the converter?
create table screening_judgement (
  issue_id integer not null references issue (id),
  rater_id integer not null references rater (id),
  judged_at text not null,
  relevant integer not null check (relevant in (0, 1)),
  primary key (issue_id, rater_id)
) strict, without rowid;

-- The sample, its extensions and tranches, and the pilot; drawn with a seed.
create table sample (
  id integer primary key,
  name text not null unique,     -- 'main', 'pilot', or a tranche's name
  kind text not null check (kind in ('main', 'pilot', 'overlap', 'drift')),
  seed integer not null,
  drawn_at text not null
) strict;

create table sample_item (
  sample_id integer not null references sample (id),
  issue_id integer not null references issue (id),
  position integer not null,     -- its place in the sample, from 0
  primary key (sample_id, issue_id),
  unique (sample_id, position)
) strict, without rowid;

create index fix_by_ref on fix (kind, repository, ref, read_at);

-- What an unfinished collection knows that it still has to ask for, in the order it was found.
create table pending (
  id integer primary key,
  repository_id integer not null references repository (id),
  api text not null check (api in ('rest', 'graphql')),
  kind text not null check (kind in ('issue', 'comments', 'timeline', 'fix', 'files', 'pulls')),
  -- An issue's number; of a fix and its files: kind, repository and ref, separated by spaces.
  subject text not null,
  node_id text,                  -- GraphQL's id of the issue or fix
  next text,                     -- where to go on: GraphQL's cursor, REST's URL
  seen integer not null default 0,        -- events that are stored already
  seen_comments text not null default '', -- numbers of the comments that are, separated by spaces
  unique (repository_id, kind, subject)
) strict;

-- Open issues and pull requests that issues refer to. GitHub does not touch an issue's update time
-- when they are closed or merged, so later runs ask what became of them.
create table open_reference (
  issue_id integer not null references issue (id),
  source_repository text not null,
  source_number integer not null,
  node_id text,
  primary key (issue_id, source_repository, source_number)
) strict, without rowid;

create index open_reference_by_source on open_reference (source_repository, source_number);
