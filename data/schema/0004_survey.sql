-- The survey: its instrument, the rows of its exports, the answers of its respondents, and the themes
-- that raters found in open answers. A study has one survey, asked in one wave or several.

-- Each version of the instrument that responses were imported with.
create table instrument (
  id integer primary key,
  name text not null,     -- 'onnx-interoperability'
  version integer not null check (version > 0),  -- grows when questions or options change
  title text not null,    -- for reading
  content text not null,  -- the TOML file, whole
  unique (name, version)
) strict;

-- Every question that any version of the instrument ever had.
create table question (
  id integer primary key,
  name text not null unique,  -- the instrument's id of it: 'problems'
  position integer not null,  -- its place in the newest version, from 0
  text text not null,         -- as it was asked
  topic text not null,        -- its name in tables
  kind text not null check (kind in ('single', 'multiple', 'number', 'scale', 'open')),  -- of answer
  purpose text not null check (purpose in ('answer', 'consent', 'screening')),  -- why it was asked
  feeds text                  -- the table that it stands in
) strict;

-- What can be chosen in answer to a question.
create table question_option (
  id integer primary key,
  question_id integer not null references question (id),
  name text not null,         -- the instrument's id of it: 'crash'
  position integer not null,  -- its place in the question, from 0
  text text not null,         -- as it could be chosen
  value real,                 -- of a scale's point
  is_other integer not null check (is_other in (0, 1)),          -- respondents write what they mean
  is_exclusive integer not null check (is_exclusive in (0, 1)),  -- contradicts the others
  is_new integer not null check (is_new in (0, 1)),  -- found in an export, not in the instrument
  unique (question_id, name)
) strict;

-- A question is asked of those who chose one of these options; of everybody where it has none.
create table question_condition (
  question_id integer not null references question (id),
  option_id integer not null references question_option (id),
  primary key (question_id, option_id)
) strict, without rowid;

-- The codebook of an open question.
create table theme (
  id integer primary key,
  question_id integer not null references question (id),
  name text not null,         -- the instrument's id of it
  position integer not null,  -- its place in the codebook, from 0
  title text not null,        -- its name in tables
  definition text not null,   -- what raters read
  unique (question_id, name)
) strict;

-- One export that was imported.
create table survey_wave (
  id integer primary key,
  number integer not null unique check (number > 0),  -- in the order of the imports, from 1
  instrument_id integer not null references instrument (id),
  file text not null,                -- its name, as it was typed
  fingerprint text not null unique,  -- of its bytes, so that no file is imported twice
  imported_at text not null,         -- when
  row_count integer not null,        -- below the headings
  artefact_count integer not null,   -- cells such as 'AnswerDisplayOrder', which are no answers
  invited integer check (invited > 0),       -- how many people were asked to take part
  population integer check (population > 0)  -- of how many people they are a part
) strict;

-- A row of an export that is a respondent.
create table respondent (
  id integer primary key,
  wave_id integer not null references survey_wave (id),
  line integer not null,     -- of the file, from 1
  identity text              -- the platform's id of the response, or a fingerprint of the row
) strict;

create index respondent_by_identity on respondent (identity) where identity is not null;

-- A row of an export that is none, and why. What people said who are left out is not kept.
create table left_out_row (
  wave_id integer not null references survey_wave (id),
  line integer not null,      -- of the file, from 1
  reason text not null,       -- in words
  primary key (wave_id, line)
) strict, without rowid;

-- What a row of export metadata would say if it were a respondent.
create table metadata_answer (
  wave_id integer not null references survey_wave (id),
  line integer not null,      -- of the file, from 1
  option_id integer not null references question_option (id),
  primary key (wave_id, line, option_id)
) strict, without rowid;

-- How many cells of a question's column are not empty, whatever row they are in: what one counts who
-- takes every such cell for an answer.
create table wave_question (
  wave_id integer not null references survey_wave (id),
  question_id integer not null references question (id),
  filled_cells integer not null,  -- how many
  primary key (wave_id, question_id)
) strict, without rowid;

-- One row for each option that a respondent chose, and for each number or text that they gave.
create table answer (
  respondent_id integer not null references respondent (id),
  question_id integer not null references question (id),
  position integer not null,  -- from 0, in the order of the export
  option_id integer references question_option (id),
  number real,                -- that they gave
  text text,                  -- of an open question, or what stands beside 'other'
  primary key (respondent_id, question_id, position)
) strict, without rowid;

-- What identifies a respondent: only where the import was asked to keep it.
create table personal_detail (
  respondent_id integer not null references respondent (id),
  name text not null,         -- the heading of the export's column
  value text not null,        -- what stands there
  primary key (respondent_id, name)
) strict, without rowid;

-- A rater's themes for one open answer, all at once. Append-only: the newest holds. Without themes,
-- the answer is not codeable.
create table coding (
  id integer primary key,
  respondent_id integer not null references respondent (id),
  question_id integer not null references question (id),
  rater_id integer not null references rater (id),
  coded_at text not null,  -- always with milliseconds, so that it sorts as text
  memo text not null,      -- why, in the rater's words
  withdrawn integer not null default 0 check (withdrawn in (0, 1)),  -- since then none holds
  unique (respondent_id, question_id, rater_id, coded_at)
) strict;

-- A theme of a coding.
create table coding_theme (
  coding_id integer not null references coding (id),
  theme_id integer not null references theme (id),
  primary key (coding_id, theme_id)
) strict, without rowid;

create trigger coding_is_never_changed before update on coding begin
  select raise(abort, 'codings are only ever added');
end;

create trigger coding_is_never_deleted before delete on coding begin
  select raise(abort, 'codings are only ever added');
end;

-- The codings that hold.
create view current_coding as
select coding.*
from coding
where not coding.withdrawn and not exists (
  select 1
  from coding as newer
  where newer.respondent_id = coding.respondent_id
    and newer.question_id = coding.question_id
    and newer.rater_id = coding.rater_id
    and newer.coded_at > coding.coded_at
);

-- The answers in words.
create view survey_answer as
select
  survey_wave.number as wave,
  respondent.id as respondent,
  question.name as question,
  question_option.name as option,
  answer.number,
  answer.text
from answer
join respondent on respondent.id = answer.respondent_id
join survey_wave on survey_wave.id = respondent.wave_id
join question on question.id = answer.question_id
left join question_option on question_option.id = answer.option_id;
