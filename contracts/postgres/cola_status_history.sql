CREATE TABLE "cola_status_history" (
  "ttb_id" text NOT NULL,
  "position" integer NOT NULL,
  "received_date" date NOT NULL,
  "status" text,
  "expiration_date" date,
  "completed_date" date,
  "valid_from" date,
  "valid_from_basis" text NOT NULL CHECK ("valid_from_basis" IN ('completed_date', 'approval_date', 'observed', 'unknown')),
  "valid_to" date,
  "is_current" boolean NOT NULL,
  "observed_at" timestamp with time zone,
  "last_observed_at" timestamp with time zone,
  "page_kind" text,
  "content_sha256" text,
  PRIMARY KEY ("ttb_id", "position")
);
COMMENT ON TABLE "cola_status_history" IS 'One status of a record with the days from and to which it held, as far as it was observed: earlier changes are not known. Contract 1.0.';
COMMENT ON COLUMN "cola_status_history"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "cola_status_history"."position" IS 'Counts the statuses of a record, from 1.';
COMMENT ON COLUMN "cola_status_history"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "cola_status_history"."status" IS 'The status; null where the registry lists a change and no page taken since says which.';
COMMENT ON COLUMN "cola_status_history"."expiration_date" IS 'Day the certificate ends, where TTB set one.';
COMMENT ON COLUMN "cola_status_history"."completed_date" IS 'Day of the last change of status; it moves. Not the day of approval.';
COMMENT ON COLUMN "cola_status_history"."valid_from" IS 'First day of the status; null where nothing says it.';
COMMENT ON COLUMN "cola_status_history"."valid_from_basis" IS 'What the first day is known by; `observed`: it is the day the status was first seen, and may be late.';
COMMENT ON COLUMN "cola_status_history"."valid_to" IS 'First day of the next status: the first on which this one no longer held.';
COMMENT ON COLUMN "cola_status_history"."is_current" IS 'Whether it is the last one observed.';
COMMENT ON COLUMN "cola_status_history"."observed_at" IS 'When it was first seen.';
COMMENT ON COLUMN "cola_status_history"."last_observed_at" IS 'When it was last seen.';
COMMENT ON COLUMN "cola_status_history"."page_kind" IS 'Kind of page that first showed it; null where only the search listed a change.';
COMMENT ON COLUMN "cola_status_history"."content_sha256" IS 'SHA-256 of the snapshot that first showed it, in hexadecimal.';
