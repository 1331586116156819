ALTER TABLE "metrics" ALTER COLUMN "measure_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "metrics" ADD COLUMN "expr" text;