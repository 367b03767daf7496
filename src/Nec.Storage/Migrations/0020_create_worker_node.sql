-- Every worker that has run: the scheduler forgets a node that is gone, and this says that it was there, and whether it stopped or vanished.
create table nec.worker_node (
    node text not null primary key,
    version text not null,
    started_at timestamptz not null,
    stopped_at timestamptz
);
