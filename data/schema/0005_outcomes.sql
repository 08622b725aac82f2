-- What became of models that were converted; ONNX's releases and function operators.

-- Which release of ONNX was the first with the operator set: '1.12.0'.
alter table operator_set add column onnx_version text;

-- Operators that ONNX defines as functions of others. Histories differ in whether they count them.
create table function_operator (
  domain text not null,    -- 'ai.onnx' is the default one
  operator text not null,  -- 'Celu'
  primary key (domain, operator)
) strict, without rowid;

-- One model that one converter was to convert. What its outcome is follows from these facts and a
-- tolerance, by one rule for all (data/conversion_outcome.h).
create table conversion (
  id integer primary key,
  converter text not null,        -- 'torch.onnx', 'tf2onnx'
  kind text not null,             -- of model: 'synthetic', 'real'
  model text not null,            -- its name
  size integer check (size > 0),  -- of the model, in nodes that the generator was asked for
  -- What the file calls the outcome, where it does.
  stated text check (stated in ('wrapper-failure', 'conversion-failure', 'load-failure',
                                'mismatch', 'successful')),
  error text,                     -- why it failed, where it did
  -- The largest absolute difference of the outputs of both models; 9e999 where it is infinite, null
  -- where it was not measured or is not a number.
  max_abs_diff real,
  -- Whether it was measured and is not a number.
  diff_is_nan integer not null default 0 check (diff_is_nan in (0, 1)),
  -- Whether whoever measured it called it a mismatch, where no difference is given.
  differs integer check (differs in (0, 1)),
  tolerance real not null check (tolerance >= 0),  -- above it, a difference is a mismatch
  source text not null            -- the file that told of it
) strict;

create unique index conversion_of_model
  on conversion (converter, kind, model, coalesce(size, 0));
