CREATE TABLE "kept_sources" (
	"name" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"config" jsonb NOT NULL,
	"secrets" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sender_formats" (
	"source" text NOT NULL,
	"format" text NOT NULL,
	"accepted" double precision NOT NULL,
	"duplicates" double precision NOT NULL,
	"rejected" double precision NOT NULL,
	"first_heard_at" timestamp (3) with time zone NOT NULL,
	"last_heard_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sender_formats_source_format_pk" PRIMARY KEY("source","format")
);
--> statement-breakpoint
CREATE TABLE "source_controls" (
	"name" text PRIMARY KEY NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"restarts" integer DEFAULT 0 NOT NULL,
	"reread" text[],
	"changed_by" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_minutes" (
	"source" text NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"events" double precision NOT NULL,
	CONSTRAINT "source_minutes_source_minute_pk" PRIMARY KEY("source","minute")
);
--> statement-breakpoint
ALTER TABLE "source_positions" ADD COLUMN "progress" jsonb;--> statement-breakpoint
ALTER TABLE "source_positions" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "source_positions" ADD COLUMN "owner" text;--> statement-breakpoint
ALTER TABLE "source_positions" ADD COLUMN "last_error" text;--> statement-breakpoint
ALTER TABLE "source_positions" ADD COLUMN "last_error_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "source_minutes_by_time" ON "source_minutes" USING btree ("minute");