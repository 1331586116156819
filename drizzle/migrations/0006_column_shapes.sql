ALTER TABLE "table_columns" ADD COLUMN "flags" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_columns" ADD COLUMN "decimals" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_columns" ADD COLUMN "epochs" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_columns" ADD COLUMN "phrases" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_columns" ADD COLUMN "tokens" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_columns" ADD COLUMN "jsons" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "table_columns" ADD COLUMN "role_set" text;--> statement-breakpoint
ALTER TABLE "table_columns" ADD COLUMN "unit_set" text;