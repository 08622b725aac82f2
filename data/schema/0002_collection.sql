-- What is collected from GitHub, as it is there, and what a study makes of it: screening and sample.

-- An issue's newest state, beside the columns of 0001.
alter table issue add column node_id text;          -- GraphQL's id
alter table issue add column state_reason text;     -- why it was closed: 'completed', 'not_planned'
alter table issue add column gone text check (gone in ('deleted', 'transferred'));  -- since it was read
alter table issue add column collected_at text;     -- when it was last read whole

-- Earlier titles, bodies and states, kept when a later run finds others.
create table issue_history (
  issue_id integer not null references issue (id),
  replaced_at text not null,  -- when the newer one was read
  title text,                 -- as it was before
  body text,                  -- as it was before
  state text,                 -- as it was before
  primary key (issue_id, replaced_at)
) strict, without rowid;

-- A comment on an issue.
create table comment (
  id integer primary key,  -- GitHub's number of the comment
  issue_id integer not null references issue (id),
  author text,                -- the login; null where the account is gone
  created_at text not null,   -- when it was written
  updated_at text,            -- when it was last edited
  body text not null          -- in Markdown
) strict;

create index comment_by_issue on comment (issue_id, created_at, id);

-- Full text of comments; rowid is comment.id.
create virtual table comment_text using fts5 (
  body, content = 'comment', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- One event of an issue's timeline, in the timeline's order. Events that the program does not know
-- are kept by name. Comments are no events here.
create table timeline_event (
  issue_id integer not null references issue (id),
  position integer not null,     -- from 0
  event text not null,           -- as REST calls it: 'closed', 'cross-referenced', ...
  actor text,                    -- whose login it was; null where the account is gone
  created_at text,               -- when it happened
  commit_sha text,               -- 'closed', 'referenced', 'merged': the commit it names
  -- What the event names: the source of a cross-reference, the closer, the connected one.
  source_kind text check (source_kind in ('issue', 'pull-request')),
  source_repository text,        -- owner/name of what the event names
  source_number integer,         -- number of what the event names
  -- State of what the event names, when it was read.
  source_state text check (source_state in ('open', 'closed', 'merged')),
  label text,                    -- 'labeled', 'unlabeled'
  primary key (issue_id, position)
) strict, without rowid;

-- A commit or pull request that repaired an issue, or may have.
create table fix (
  id integer primary key,
  issue_id integer not null references issue (id),
  kind text not null check (kind in ('commit', 'pull-request')),  -- what it is
  repository text not null,      -- owner/name
  ref text not null,             -- the commit's SHA, or the pull request's number
  title text,                    -- of a commit: the first line of its message
  state text check (state in ('open', 'closed', 'merged')),  -- of a pull request
  merged_at text,                -- when it was merged; of a commit: when it was committed
  pull_request integer,          -- of a commit: the pull request that it belongs to, if known
  -- Whether all its files are in `changed_file`.
  files_complete integer not null default 0 check (files_complete in (0, 1)),
  read_at text,                  -- when it was asked for itself, beyond its mention in a timeline
  patches text check (patches in ('whole', 'cut', 'none')),  -- what `collect --patches` brought
  unique (issue_id, kind, repository, ref)
) strict;

-- A file that a fix changed.
create table changed_file (
  fix_id integer not null references fix (id),
  path text not null,            -- in its repository
  additions integer,             -- lines; null where GitHub does not tell
  deletions integer,             -- lines; null where GitHub does not tell
  patch text,                    -- only where `collect --patches` brought it
  -- Whether the patch was too long to be kept whole.
  patch_cut integer not null default 0 check (patch_cut in (0, 1)),
  primary key (fix_id, path)
) strict, without rowid;

-- One run of `faultline collect` over one converter. Its cursor is where an interrupted run goes on.
create table collection (
  id integer primary key,
  repository_id integer not null references repository (id),
  api text not null check (api in ('rest', 'graphql')),  -- which one it asked
  protocol text not null,        -- the filter it was made with, as JSON
  started_at text not null,      -- when it began
  finished_at text,              -- null while it is not done
  since text,                    -- asked for issues updated since then; null for all
  cursor text,                   -- the last update time, or page, that is stored, as JSON
  requests integer not null default 0,        -- how many were sent
  points integer not null default 0,          -- of GitHub's limit that they took
  waited_seconds integer not null default 0,  -- for GitHub's limits
  issues_new integer not null default 0,      -- issues that the study did not have
  issues_changed integer not null default 0,  -- issues that it had otherwise
  issues_gone integer not null default 0,     -- issues that were deleted or transferred
  kept integer not null default 1 check (kept in (0, 1))  -- whether its answers were kept
) strict;

-- Every answer of GitHub as it came, for `collect --replay` and for whoever doubts a number.
create table response (
  id integer primary key,
  repository_id integer references repository (id),
  method text not null,          -- 'GET' or 'POST'
  url text not null,             -- what was asked
  request text,                  -- what was asked for, as JSON; GraphQL: query and variables too
  status integer not null,       -- of HTTP: 200
  etag text,                     -- by which GitHub says later that nothing changed
  link text,                     -- REST's Link header
  received_at text not null,     -- when it came
  body blob not null             -- zlib-compressed
) strict;

create index response_by_url on response (url, id);

-- How popular a repository was when it was read, for the table of that name.
create table popularity (
  repository_id integer not null references repository (id),
  read_at text not null,           -- when GitHub was asked
  stars integer not null,          -- of the repository, then
  forks integer not null,          -- of the repository, then
  closed_issues integer not null,  -- all of them, relevant or not
  primary key (repository_id, read_at)
) strict, without rowid;

-- For each issue and step of the screening: kept or not, and why.
create table screening (
  issue_id integer not null references issue (id),
  -- The filter of study.toml, then [evidence].
  step text not null check (step in ('relevant', 'evidence')),
  kept integer not null check (kept in (0, 1)),  -- 1: it went on to the next step
  reason text not null,          -- in words
  primary key (issue_id, step)
) strict, without rowid;

-- What a person said of an issue of the pilot: is it a repaired failure of the converter?
create table screening_judgement (
  issue_id integer not null references issue (id),
  rater_id integer not null references rater (id),
  judged_at text not null,       -- when they said so
  relevant integer not null check (relevant in (0, 1)),  -- 1: yes
  primary key (issue_id, rater_id)
) strict, without rowid;

-- The sample, its extensions and tranches, and the pilot; drawn with a seed.
create table sample (
  id integer primary key,
  name text not null unique,     -- 'main', 'pilot', or a tranche's name
  kind text not null check (kind in ('main', 'pilot', 'overlap', 'drift')),  -- what it is for
  seed integer not null,         -- of the draw: study.toml's
  drawn_at text not null         -- when it was drawn first
) strict;

-- An issue of a sample.
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
  api text not null check (api in ('rest', 'graphql')),  -- which one is asked
  -- What is still to be asked for.
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
  source_repository text not null,  -- owner/name of what is referred to
  source_number integer not null,   -- its number
  node_id text,                     -- its id in GraphQL
  primary key (issue_id, source_repository, source_number)
) strict, without rowid;

create index open_reference_by_source on open_reference (source_repository, source_number);
