DROP INDEX "events_by_arrival";--> statement-breakpoint
CREATE INDEX "events_by_arrival" ON "events" USING brin ("received_at") WITH (autosummarize=true);