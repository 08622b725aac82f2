-- Models as graphs of operators, without their weights, in sets that are compared.

-- Models that are compared with those of other sets.
create table model_set (
  id integer primary key,
  name text not null unique      -- 'mismatched', 'correct', 'tests', or any other
) strict;

-- A model of a set.
create table model (
  id integer primary key,
  model_set_id integer not null references model_set (id) on delete cascade,
  name text not null,            -- its file's path below the folder that was scanned
  bytes integer not null,        -- of the file
  problem text,                  -- why it could not be read; null where it could
  ir_version integer not null,   -- of the format
  producer text not null,        -- the program that wrote it, as it says
  producer_version text not null,  -- the program's version, as it says
  graph_name text not null,      -- as the file says; may be empty
  subgraphs integer not null,    -- graphs in attributes (bodies of If, Loop, Scan), at any depth
  unique (model_set_id, name)
) strict;

-- The operator sets that a model imports.
create table model_operator_set (
  model_id integer not null references model (id) on delete cascade,
  position integer not null,     -- in the file, from 0
  domain text not null,          -- 'ai.onnx' is the default one
  version integer not null,      -- 13 for opset 13
  primary key (model_id, position)
) strict, without rowid;

-- How often an operator stands in a model's graph, in the graphs of its attributes, and in the
-- functions that it defines.
create table model_operator (
  model_id integer not null references model (id) on delete cascade,
  place text not null check (place in ('graph', 'subgraph', 'function')),  -- where it stands
  domain text not null,          -- 'ai.onnx' is the default one
  operator text not null,        -- 'Conv'
  count integer not null,        -- how often
  primary key (model_id, place, domain, operator)
) strict, without rowid;

create index model_operator_by_operator on model_operator (operator, domain);

-- The functions that a model defines.
create table model_function (
  model_id integer not null references model (id) on delete cascade,
  position integer not null,     -- in the file, from 0
  domain text not null,          -- of the function
  name text not null,            -- of the function
  nodes integer not null,        -- how many it has
  primary key (model_id, position)
) strict, without rowid;

-- The top-level graph: graph inputs, nodes, graph outputs, in the order of the file.
create table model_vertex (
  model_id integer not null references model (id) on delete cascade,
  position integer not null,     -- in the graph, from 0
  kind text not null check (kind in ('input', 'node', 'output')),  -- what it is
  name text not null,            -- of the tensor or of the node; may be empty
  operator text,                 -- of a node
  domain text,                   -- of a node
  primary key (model_id, position)
) strict, without rowid;

-- A tensor runs from the one vertex to the other.
create table model_edge (
  model_id integer not null references model (id) on delete cascade,
  source integer not null,       -- position of the vertex that it leaves
  target integer not null,       -- position of the vertex that it enters
  primary key (model_id, source, target)
) strict, without rowid;
