CREATE TABLE "notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"text" text NOT NULL,
	"kind" text NOT NULL,
	"table_name" text,
	"url" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "anomalies" ADD COLUMN "step_seconds" integer;--> statement-breakpoint
ALTER TABLE "anomalies" ADD COLUMN "peak_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "anomalies" ADD COLUMN "incident_id" uuid;--> statement-breakpoint
CREATE INDEX "notes_by_time" ON "notes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "anomalies_by_incident" ON "anomalies" USING btree ("incident_id");