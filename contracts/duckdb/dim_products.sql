CREATE TABLE "dim_products" (
  "product_key" BIGINT NOT NULL,
  "company_key" BIGINT NOT NULL,
  "brand_key" VARCHAR,
  "fanciful_key" VARCHAR,
  "brand_name" VARCHAR,
  "fanciful_name" VARCHAR,
  "class_type_code" VARCHAR,
  "origin_code" VARCHAR,
  "commodity" VARCHAR CHECK ("commodity" IN ('wine', 'distilled_spirits', 'malt_beverage', 'non_alcoholic')),
  "record_count" INTEGER NOT NULL,
  "first_seen_date" DATE,
  "last_seen_date" DATE,
  "first_approval_date" DATE,
  "first_ttb_id" VARCHAR,
  "last_ttb_id" VARCHAR,
  PRIMARY KEY ("product_key")
);
COMMENT ON TABLE "dim_products" IS 'One brand and fanciful name of one company, over all its approvals. Key 0 is the unknown product. An approval is not a launch. Contract 1.0.';
COMMENT ON COLUMN "dim_products"."product_key" IS 'Key of the product.';
COMMENT ON COLUMN "dim_products"."company_key" IS 'The company.';
COMMENT ON COLUMN "dim_products"."brand_key" IS 'The brand name for comparing: capitals, without accents and punctuation.';
COMMENT ON COLUMN "dim_products"."fanciful_key" IS 'The fanciful name for comparing: capitals, without accents and punctuation.';
COMMENT ON COLUMN "dim_products"."brand_name" IS 'Brand name as on the latest record.';
COMMENT ON COLUMN "dim_products"."fanciful_name" IS 'Fanciful name as on the latest record.';
COMMENT ON COLUMN "dim_products"."class_type_code" IS 'Class and type on the latest record. Codes: class and type of the product; `lookupProductClassTypeCode.do` of the registry.';
COMMENT ON COLUMN "dim_products"."origin_code" IS 'Origin on the latest record. Codes: state or country of origin; `lookupOriginCode.do` of the registry.';
COMMENT ON COLUMN "dim_products"."commodity" IS 'Type of product on the latest record.';
COMMENT ON COLUMN "dim_products"."record_count" IS 'Records it occurs on.';
COMMENT ON COLUMN "dim_products"."first_seen_date" IS 'Earliest day of receipt among its records, in whatever order they came in.';
COMMENT ON COLUMN "dim_products"."last_seen_date" IS 'Latest day of receipt among its records.';
COMMENT ON COLUMN "dim_products"."first_approval_date" IS 'Earliest day of approval among its records.';
COMMENT ON COLUMN "dim_products"."first_ttb_id" IS 'The earliest of its records: by day of receipt, then by TTB ID.';
COMMENT ON COLUMN "dim_products"."last_ttb_id" IS 'The latest of its records: by day of receipt, then by TTB ID.';
