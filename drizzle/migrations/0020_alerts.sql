CREATE TABLE "alert_channels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"enabled" boolean NOT NULL,
	"send_resolved" boolean NOT NULL,
	"min_severity" text,
	"max_per_minute" integer NOT NULL,
	"config" jsonb NOT NULL,
	"secrets" jsonb NOT NULL,
	"origin" text NOT NULL,
	"gone_at" timestamp (3) with time zone,
	"last_error" text,
	"last_sent_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alert_channels_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "alert_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"alert_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"digest" boolean DEFAULT false NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "alert_deliveries_identity" UNIQUE("alert_id","channel_id","reason")
);
--> statement-breakpoint
CREATE TABLE "alert_instances" (
	"rule_id" uuid NOT NULL,
	"key" text NOT NULL,
	"labels" jsonb NOT NULL,
	"state" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"value" double precision,
	"firings" timestamp (3) with time zone[] NOT NULL,
	"calm_since" timestamp (3) with time zone,
	"alert_id" uuid,
	CONSTRAINT "alert_instances_rule_id_key_pk" PRIMARY KEY("rule_id","key")
);
--> statement-breakpoint
CREATE TABLE "alert_routing" (
	"id" integer PRIMARY KEY NOT NULL,
	"routing" jsonb NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"enabled" boolean NOT NULL,
	"severity" text,
	"spec" jsonb NOT NULL,
	"origin" text NOT NULL,
	"evaluated_at" timestamp (3) with time zone,
	"last_value" double precision,
	"last_error" text,
	"waiting_for" text,
	"no_data" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alert_rules_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "alert_silences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"matchers" jsonb NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"comment" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_threads" (
	"alert_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"reference" jsonb NOT NULL,
	CONSTRAINT "alert_threads_alert_id_channel_id_pk" PRIMARY KEY("alert_id","channel_id")
);
--> statement-breakpoint
CREATE TABLE "alert_timeline" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"alert_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rule_id" uuid,
	"rule_name" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"title" text NOT NULL,
	"message" text NOT NULL,
	"severity" text NOT NULL,
	"status" text NOT NULL,
	"labels" jsonb NOT NULL,
	"table_name" text,
	"metric" text,
	"source" text,
	"value" double precision,
	"threshold" double precision,
	"expected" text,
	"path" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by" text,
	"acknowledged_by" text,
	"acknowledged_at" timestamp (3) with time zone,
	"note" text,
	"snoozed_until" timestamp (3) with time zone,
	"silenced" boolean DEFAULT false NOT NULL,
	"inhibited" boolean DEFAULT false NOT NULL,
	"flapping" boolean DEFAULT false NOT NULL,
	"told" boolean DEFAULT false NOT NULL,
	"assignee" text,
	"owner" text,
	"runbook_url" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alerts_identity" UNIQUE("rule_id","key","started_at")
);
--> statement-breakpoint
CREATE INDEX "alert_deliveries_by_due" ON "alert_deliveries" USING btree ("status","due_at");--> statement-breakpoint
CREATE INDEX "alert_deliveries_by_channel" ON "alert_deliveries" USING btree ("channel_id","status","seq");--> statement-breakpoint
CREATE INDEX "alert_instances_by_state" ON "alert_instances" USING btree ("state");--> statement-breakpoint
CREATE INDEX "alert_silences_by_end" ON "alert_silences" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "alert_timeline_by_alert" ON "alert_timeline" USING btree ("alert_id","id");--> statement-breakpoint
CREATE INDEX "alerts_by_time" ON "alerts" USING btree ("opened_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_by_status" ON "alerts" USING btree ("status");--> statement-breakpoint
CREATE INDEX "alerts_by_rule" ON "alerts" USING btree ("rule_id","opened_at" DESC NULLS LAST);