CREATE TABLE "dim_qualifications" (
  "qualification_key" bigint NOT NULL,
  "qualification_code" text NOT NULL,
  "sentence" text NOT NULL,
  "is_usual" boolean NOT NULL,
  PRIMARY KEY ("qualification_key")
);
COMMENT ON TABLE "dim_qualifications" IS 'One sentence that TTB uses again and again in qualifications. Key 0 stands for all that is not standard. Contract 1.0.';
COMMENT ON COLUMN "dim_qualifications"."qualification_key" IS 'Key of the sentence.';
COMMENT ON COLUMN "dim_qualifications"."qualification_code" IS 'Its name.';
COMMENT ON COLUMN "dim_qualifications"."sentence" IS 'The sentence, without the comment that may follow it.';
COMMENT ON COLUMN "dim_qualifications"."is_usual" IS 'Whether nearly every record carries it, so that it says nothing of one.';
