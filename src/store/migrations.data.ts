/** Each entry is applied once, in order; never edit one that has been released. */
export const migrations: readonly string[] = [
  `create table runs (
    id text primary key, started_at text not null, machine text not null
  ) strict;
  create table candidates (
    recipe text primary key, version text not null, json text not null
  ) strict;
  create index candidates_version on candidates (version);
  create table predictions (
    version text not null, input_hash text not null, sample integer not null,
    run_id text not null, json text not null,
    primary key (version, input_hash, sample)
  ) strict, without rowid;
  create table attempts (
    version text not null, input_hash text not null, sample integer not null,
    run_id text not null, at text not null, error text not null
  ) strict;
  create table latencies (
    version text not null, rows_fingerprint text not null, input_hash text not null, position integer not null,
    latency_ms real not null, compute_ms real,
    primary key (version, rows_fingerprint, position)
  ) strict, without rowid;
  create table choices (
    id integer primary key, at text not null, version text, json text not null
  ) strict;`,
  `create table jobs (
    recipe text primary key, at text not null, json text not null
  ) strict;`,
]
