CREATE TABLE "dim_locations" (
  "location_key" BIGINT NOT NULL,
  "natural_key" VARCHAR NOT NULL,
  "location_kind" VARCHAR NOT NULL CHECK ("location_kind" IN ('origin', 'place', 'unknown')),
  "origin_code" VARCHAR,
  "description" VARCHAR,
  "place_kind" VARCHAR,
  "country" VARCHAR,
  "state" VARCHAR,
  "city" VARCHAR,
  "region" VARCHAR,
  "is_domestic" BOOLEAN,
  "is_listed" BOOLEAN NOT NULL,
  PRIMARY KEY ("location_key")
);
COMMENT ON TABLE "dim_locations" IS 'One place: what an origin code of the registry names, or the city of a holder. Key 0 is the unknown place. Contract 1.0.';
COMMENT ON COLUMN "dim_locations"."location_key" IS 'Key of the place.';
COMMENT ON COLUMN "dim_locations"."natural_key" IS 'What the key is made from: `origin|01`, `place|US|CA|NAPA`.';
COMMENT ON COLUMN "dim_locations"."location_kind" IS 'Whether it is the place of an origin code or of a holder.';
COMMENT ON COLUMN "dim_locations"."origin_code" IS 'The origin code. Codes: state or country of origin; `lookupOriginCode.do` of the registry.';
COMMENT ON COLUMN "dim_locations"."description" IS 'The place in words; for an origin code those of the registry.';
COMMENT ON COLUMN "dim_locations"."place_kind" IS 'What an origin code names: us_state, country, region, group, ...';
COMMENT ON COLUMN "dim_locations"."country" IS 'ISO 3166-1 code of the country.';
COMMENT ON COLUMN "dim_locations"."state" IS 'USPS code of the state.';
COMMENT ON COLUMN "dim_locations"."city" IS 'City, in capitals.';
COMMENT ON COLUMN "dim_locations"."region" IS 'Census region of a US state, or the continent (UN M49) of a country.';
COMMENT ON COLUMN "dim_locations"."is_domestic" IS 'Whether it lies in the United States; null where there is no one place.';
COMMENT ON COLUMN "dim_locations"."is_listed" IS 'Whether the list of origin codes has it; true for places.';
