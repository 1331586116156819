CREATE TABLE "dashboard_file_problems" (
	"file" text PRIMARY KEY NOT NULL,
	"line" integer,
	"column" integer,
	"message" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dashboards" ADD COLUMN "file" text;--> statement-breakpoint
ALTER TABLE "dashboards" ADD COLUMN "file_text" text;--> statement-breakpoint
ALTER TABLE "dashboards" ADD CONSTRAINT "dashboards_file_unique" UNIQUE("file");