ALTER TABLE "source_tables" ADD COLUMN "closed_before" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "source_tables" ADD COLUMN "closed_epoch" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "compactions" ADD COLUMN "recounts" bigint DEFAULT 0 NOT NULL;