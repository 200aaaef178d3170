CREATE TABLE "cola_changes" (
  "ttb_id" text NOT NULL,
  "received_date" date NOT NULL,
  "page_kind" text NOT NULL,
  "position" integer NOT NULL,
  "field" text NOT NULL,
  "before" text,
  "after" text,
  "before_sha256" text NOT NULL,
  "after_sha256" text NOT NULL,
  "before_requested_at" timestamp with time zone,
  "after_requested_at" timestamp with time zone,
  "is_personal" boolean NOT NULL,
  PRIMARY KEY ("ttb_id", "page_kind", "position", "field")
);
COMMENT ON TABLE "cola_changes" IS 'One field that differs between two successive snapshots of a page. Contract 1.0.';
COMMENT ON COLUMN "cola_changes"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "cola_changes"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "cola_changes"."page_kind" IS 'Kind of page.';
COMMENT ON COLUMN "cola_changes"."position" IS 'Counts the changed snapshots of a page, from 2.';
COMMENT ON COLUMN "cola_changes"."field" IS 'Field that changed.';
COMMENT ON COLUMN "cola_changes"."before" IS 'Value before, as JSON where it is not a text; null for none.';
COMMENT ON COLUMN "cola_changes"."after" IS 'Value after, as JSON where it is not a text; null for none.';
COMMENT ON COLUMN "cola_changes"."before_sha256" IS 'SHA-256 of the earlier snapshot, in hexadecimal.';
COMMENT ON COLUMN "cola_changes"."after_sha256" IS 'SHA-256 of the later snapshot, in hexadecimal.';
COMMENT ON COLUMN "cola_changes"."before_requested_at" IS 'When the earlier snapshot was asked for, where that is known.';
COMMENT ON COLUMN "cola_changes"."after_requested_at" IS 'When the later snapshot was asked for, where that is known.';
COMMENT ON COLUMN "cola_changes"."is_personal" IS 'Whether the field names or reaches a person.';
