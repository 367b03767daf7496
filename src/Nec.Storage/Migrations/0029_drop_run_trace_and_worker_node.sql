-- Trace ids and workers are columns of nec.run now, and Hangfire knows which of its servers are up.
drop table nec.run_trace;
drop table nec.worker_node;
