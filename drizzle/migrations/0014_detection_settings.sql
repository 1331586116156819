CREATE TABLE "detection_settings" (
	"metric_name" text PRIMARY KEY NOT NULL,
	"sensitivity" text,
	"direction" text DEFAULT 'both' NOT NULL,
	"floor_absolute" double precision,
	"floor_percent" double precision,
	"muted_from" timestamp (3) with time zone,
	"muted_until" timestamp (3) with time zone,
	"excluded" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
ALTER TABLE "anomalies" ADD COLUMN "feedback_by" text;--> statement-breakpoint
ALTER TABLE "anomalies" ADD COLUMN "feedback_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "anomalies" ADD COLUMN "feedback_scope" text;--> statement-breakpoint
ALTER TABLE "anomalies" ADD COLUMN "feedback_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "anomalies" ADD COLUMN "feedback_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "anomalies" ADD COLUMN "feedback_zone" text;--> statement-breakpoint
ALTER TABLE "detection_progress" ADD COLUMN "periods" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "detection_progress" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "detection_progress" ADD COLUMN "judged_revision" integer DEFAULT 0 NOT NULL;