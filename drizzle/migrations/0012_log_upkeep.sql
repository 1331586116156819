-- What compaction has taken is to be cleaned away by count, not by share: these tables are small or full within a minute.
-- Their rows are too few for workers, which take longer to start than to read them.
ALTER TABLE "sample_log" SET (parallel_workers = 0, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);--> statement-breakpoint
ALTER TABLE "sketch_log" SET (parallel_workers = 0, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
