DROP INDEX "audit_log_by_time";--> statement-breakpoint
DROP INDEX "audit_log_by_actor";--> statement-breakpoint
DROP INDEX "alerts_by_time";--> statement-breakpoint
DROP INDEX "alerts_by_rule";--> statement-breakpoint
DROP INDEX "anomalies_by_time";--> statement-breakpoint
DROP INDEX "events_by_table_time";--> statement-breakpoint
DROP INDEX "quality_examples_by_rule";--> statement-breakpoint
DROP INDEX "quality_violations_by_start";--> statement-breakpoint
CREATE INDEX "audit_log_by_time" ON "audit_log" USING btree ("at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_log_by_actor" ON "audit_log" USING btree ("actor","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "alerts_by_time" ON "alerts" USING btree ("opened_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "alerts_by_rule" ON "alerts" USING btree ("rule_id","opened_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "anomalies_by_time" ON "anomalies" USING btree ("started_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "events_by_table_time" ON "events" USING btree ("table_id","event_at" DESC NULLS FIRST,"uid" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "quality_examples_by_rule" ON "quality_examples" USING btree ("rule_id","event_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "quality_violations_by_start" ON "quality_violations" USING btree ("started_at" DESC NULLS FIRST);