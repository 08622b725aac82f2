-- Labels that were made while suggestions were shown, and labels that were taken back.

-- Nothing may refer to the table while it is made anew.
drop view current_label;

-- What a rater said of an issue in one dimension. Append-only: a rater who thinks again adds a
-- label, and the newest holds (view current_label).
create table label_with_marks (
  dimension_id integer not null references dimension (id),
  issue_id integer not null references issue (id),
  rater_id integer not null references rater (id),
  labelled_at text not null,  -- always with milliseconds, so that it sorts as text
  code_id integer not null references code (id),
  codebook_id integer not null references codebook (id),
  -- Whether the rater was sure.
  confidence text not null default 'sure' check (confidence in ('sure', 'unsure')),
  memo text not null default '',      -- why, in the rater's words
  evidence text not null default '',  -- what of the issue it rests on, quoted
  -- 1: made while suggestions were shown.
  assisted integer not null default 0 check (assisted in (0, 1)),
  -- 1: the rater took the label back. Where the newest row is such a one, no label holds.
  withdrawn integer not null default 0 check (withdrawn in (0, 1)),
  primary key (dimension_id, issue_id, rater_id, labelled_at, code_id, codebook_id, confidence,
               memo, evidence, assisted, withdrawn)
) strict, without rowid;

insert into label_with_marks
  (dimension_id, issue_id, rater_id, labelled_at, code_id, codebook_id, confidence, memo, evidence)
select
  dimension_id, issue_id, rater_id, labelled_at, code_id, codebook_id, confidence, memo, evidence
from label;

drop table label;
alter table label_with_marks rename to label;

create trigger label_is_never_changed before update on label begin
  select raise(abort, 'labels are only ever added');
end;

create trigger label_is_never_deleted before delete on label begin
  select raise(abort, 'labels are only ever added');
end;

-- Who has a label that holds, of which issue, in which dimension: the newest row is none that was
-- taken back. Of two rows of one moment the withdrawal is the newer one.
create view labelled as
select dimension_id, issue_id, rater_id
from label
group by dimension_id, issue_id, rater_id
having substr(max(labelled_at || withdrawn), -1) = '0';

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
  codebook.version as codebook_version,
  label.assisted
from label
join issue on issue.id = label.issue_id
join repository on repository.id = issue.repository_id
join rater on rater.id = label.rater_id
join dimension on dimension.id = label.dimension_id
join code on code.id = label.code_id
join codebook on codebook.id = label.codebook_id
where label.withdrawn = 0
  and not exists (
    select 1
    from label as newer
    join code as newer_code on newer_code.id = newer.code_id
    join codebook as newer_codebook on newer_codebook.id = newer.codebook_id
    where newer.dimension_id = label.dimension_id
      and newer.issue_id = label.issue_id
      and newer.rater_id = label.rater_id
      and (newer.labelled_at, newer.withdrawn, newer_code.name, newer.confidence, newer.memo,
           newer.evidence, newer.assisted, newer_codebook.name, newer_codebook.version)
        > (label.labelled_at, label.withdrawn, code.name, label.confidence, label.memo,
           label.evidence, label.assisted, codebook.name, codebook.version)
  );
