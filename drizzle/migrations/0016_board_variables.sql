ALTER TABLE "dashboard_versions" ADD COLUMN "variables" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "dashboards" ADD COLUMN "variables" jsonb DEFAULT '[]'::jsonb NOT NULL;