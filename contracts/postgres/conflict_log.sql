CREATE TABLE "conflict_log" (
  "ttb_id" text NOT NULL,
  "field" text NOT NULL,
  "received_date" date NOT NULL,
  "detail_value" text,
  "certificate_value" text,
  "search_value" text,
  "winner" text CHECK ("winner" IN ('cola-detail', 'certificate', 'search')),
  "rule" text NOT NULL CHECK ("rule" IN ('prefer_cola_detail', 'prefer_certificate', 'merge', 'newest', 'latest', 'oldest')),
  "is_personal" boolean NOT NULL,
  PRIMARY KEY ("ttb_id", "field")
);
COMMENT ON TABLE "conflict_log" IS 'One field about which the sources of a record disagree: what each says, whose word was taken, and by what rule. Contract 1.0.';
COMMENT ON COLUMN "conflict_log"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "conflict_log"."field" IS 'Field of the record.';
COMMENT ON COLUMN "conflict_log"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "conflict_log"."detail_value" IS 'What the detail page says; lists and groups as JSON. Null when it is silent.';
COMMENT ON COLUMN "conflict_log"."certificate_value" IS 'What the form says; lists and groups as JSON. Null when it is silent.';
COMMENT ON COLUMN "conflict_log"."search_value" IS 'What the search row says; lists and groups as JSON. Null when it is silent.';
COMMENT ON COLUMN "conflict_log"."winner" IS 'The source whose word was taken; null where lists were united.';
COMMENT ON COLUMN "conflict_log"."rule" IS 'What decided: the order of sources, the time they were seen, or the union of lists.';
COMMENT ON COLUMN "conflict_log"."is_personal" IS 'Whether the field names or reaches a person.';
