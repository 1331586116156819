CREATE TABLE "dashboard_shares" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dashboard_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"view" jsonb NOT NULL,
	"allowed_origins" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone,
	CONSTRAINT "dashboard_shares_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "dashboard_versions" (
	"dashboard_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text,
	"summary" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"widgets" jsonb NOT NULL,
	CONSTRAINT "dashboard_versions_dashboard_id_n_pk" PRIMARY KEY("dashboard_id","n")
);
--> statement-breakpoint
ALTER TABLE "dashboards" ADD COLUMN "deleted_by" text;--> statement-breakpoint
ALTER TABLE "dashboards" ADD COLUMN "purged_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "dashboard_shares" ADD CONSTRAINT "dashboard_shares_dashboard_id_dashboards_id_fk" FOREIGN KEY ("dashboard_id") REFERENCES "public"."dashboards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dashboard_versions" ADD CONSTRAINT "dashboard_versions_dashboard_id_dashboards_id_fk" FOREIGN KEY ("dashboard_id") REFERENCES "public"."dashboards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dashboard_shares_by_dashboard" ON "dashboard_shares" USING btree ("dashboard_id");--> statement-breakpoint
INSERT INTO "dashboard_versions" ("dashboard_id", "n", "at", "by", "summary", "name", "description", "widgets")
SELECT d."id", d."version", d."updated_at", NULL, 'As it was when versions began to be kept', d."name", d."description", coalesce((
  SELECT jsonb_agg(jsonb_build_object('id', w."id", 'type', w."type", 'title', w."title", 'metric', w."metric", 'config', w."config", 'position', w."position")
    ORDER BY (w."position"->>'y')::int, (w."position"->>'x')::int)
  FROM "widgets" w WHERE w."dashboard_id" = d."id"), '[]'::jsonb)
FROM "dashboards" d;
