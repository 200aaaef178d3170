CREATE TABLE "dim_product_types" (
  "product_type_key" bigint NOT NULL,
  "class_type_code" text,
  "description" text,
  "family" text,
  "family_doc" text,
  "commodity" text CHECK ("commodity" IN ('wine', 'distilled_spirits', 'malt_beverage', 'non_alcoholic')),
  "spirit" text,
  "is_alcoholic" boolean,
  "is_listed" boolean NOT NULL,
  PRIMARY KEY ("product_type_key")
);
COMMENT ON TABLE "dim_product_types" IS 'One class and type code of the registry with the family it belongs to. Key 0 is the unknown type. Contract 1.0.';
COMMENT ON COLUMN "dim_product_types"."product_type_key" IS 'Key of the class and type.';
COMMENT ON COLUMN "dim_product_types"."class_type_code" IS 'The code; null for the unknown type. Codes: class and type of the product; `lookupProductClassTypeCode.do` of the registry.';
COMMENT ON COLUMN "dim_product_types"."description" IS 'Class and type in the registry''s words.';
COMMENT ON COLUMN "dim_product_types"."family" IS 'Family of codes: table_wine, whisky, malt_beverage, ...';
COMMENT ON COLUMN "dim_product_types"."family_doc" IS 'What the family is.';
COMMENT ON COLUMN "dim_product_types"."commodity" IS 'Type of product by class and type code, never by words within a name.';
COMMENT ON COLUMN "dim_product_types"."spirit" IS 'Spirit it is made from, where the code says.';
COMMENT ON COLUMN "dim_product_types"."is_alcoholic" IS 'False for mixes without alcohol and near beer; null when the code says nothing.';
COMMENT ON COLUMN "dim_product_types"."is_listed" IS 'Whether the list of codes has it.';
