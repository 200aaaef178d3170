CREATE TABLE "issue" (
  "source_key" VARCHAR NOT NULL,
  "position" INTEGER NOT NULL,
  "ttb_id" VARCHAR,
  "code" VARCHAR NOT NULL,
  "field" VARCHAR,
  "text" VARCHAR,
  PRIMARY KEY ("source_key", "position")
);
COMMENT ON TABLE "issue" IS 'One doubt about a value or a page: what was not understood, and its source text. Contract 1.0.';
COMMENT ON COLUMN "issue"."source_key" IS 'Where the page lies in the raw store.';
COMMENT ON COLUMN "issue"."position" IS 'Counts the issues of a page, from 1.';
COMMENT ON COLUMN "issue"."ttb_id" IS 'TTB ID of the record concerned.';
COMMENT ON COLUMN "issue"."code" IS 'What is doubtful: one of the issue codes.';
COMMENT ON COLUMN "issue"."field" IS 'Field concerned; null when the issue is about the page.';
COMMENT ON COLUMN "issue"."text" IS 'Source text that was not taken as a value.';
