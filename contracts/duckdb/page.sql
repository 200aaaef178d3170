CREATE TABLE "page" (
  "source_key" VARCHAR NOT NULL,
  "ttb_id" VARCHAR,
  "page_kind" VARCHAR,
  "outcome" VARCHAR NOT NULL,
  "layout" VARCHAR,
  "rows" INTEGER NOT NULL,
  "issues" INTEGER NOT NULL,
  "size_bytes" INTEGER NOT NULL,
  "content_sha256" VARCHAR NOT NULL,
  "requested_at" TIMESTAMPTZ,
  PRIMARY KEY ("source_key")
);
COMMENT ON TABLE "page" IS 'One page that came in, and what it turned out to be. Contract 1.1.';
COMMENT ON COLUMN "page"."source_key" IS 'Where the page lies in the raw store.';
COMMENT ON COLUMN "page"."ttb_id" IS 'TTB ID the page was fetched for or, where that is not known, the one it names.';
COMMENT ON COLUMN "page"."page_kind" IS 'Kind of page that was asked for.';
COMMENT ON COLUMN "page"."outcome" IS 'What the page is: found, not_found, truncated, ...';
COMMENT ON COLUMN "page"."layout" IS 'Layout the page was recognised by.';
COMMENT ON COLUMN "page"."rows" IS 'Rows the page gave, before any was superseded or quarantined.';
COMMENT ON COLUMN "page"."issues" IS 'Issues the page and its values carry.';
COMMENT ON COLUMN "page"."size_bytes" IS 'Size of the page as stored. Unit: bytes.';
COMMENT ON COLUMN "page"."content_sha256" IS 'SHA-256 of the page as stored, in hexadecimal.';
COMMENT ON COLUMN "page"."requested_at" IS 'When the page was asked for; for an adopted page, when it had been saved. Null where that is not known.';
