CREATE TABLE "dim_dates" (
  "date_key" integer NOT NULL,
  "date" date,
  "year" integer,
  "quarter" integer,
  "month" integer,
  "day_of_month" integer,
  "day_of_year" integer,
  "day_of_week" integer,
  "iso_week" integer,
  "iso_week_year" integer,
  "month_name" text,
  "day_name" text,
  "quarter_name" text,
  "fiscal_year" integer,
  "fiscal_quarter" integer,
  "fiscal_month" integer,
  "is_weekend" boolean,
  "is_federal_holiday" boolean,
  "holiday_name" text,
  "is_business_day" boolean,
  PRIMARY KEY ("date_key")
);
COMMENT ON TABLE "dim_dates" IS 'One day, with its place in the calendar year, the ISO week and the fiscal year of the US Government. Key 0 is the unknown day. Contract 1.0.';
COMMENT ON COLUMN "dim_dates"."date_key" IS 'The day as a number, YYYYMMDD; 0 for the unknown day.';
COMMENT ON COLUMN "dim_dates"."date" IS 'The day.';
COMMENT ON COLUMN "dim_dates"."year" IS 'Calendar year.';
COMMENT ON COLUMN "dim_dates"."quarter" IS 'Quarter of the calendar year, 1 to 4.';
COMMENT ON COLUMN "dim_dates"."month" IS 'Month, 1 to 12.';
COMMENT ON COLUMN "dim_dates"."day_of_month" IS 'Day of the month, 1 to 31.';
COMMENT ON COLUMN "dim_dates"."day_of_year" IS 'Day of the year, 1 to 366.';
COMMENT ON COLUMN "dim_dates"."day_of_week" IS 'Day of the week after ISO 8601: 1 is Monday, 7 is Sunday.';
COMMENT ON COLUMN "dim_dates"."iso_week" IS 'Week after ISO 8601, 1 to 53.';
COMMENT ON COLUMN "dim_dates"."iso_week_year" IS 'Year that the ISO week belongs to; at New Year it may not be the calendar year.';
COMMENT ON COLUMN "dim_dates"."month_name" IS 'Name of the month.';
COMMENT ON COLUMN "dim_dates"."day_name" IS 'Name of the day of the week.';
COMMENT ON COLUMN "dim_dates"."quarter_name" IS 'Calendar quarter: `2024 Q1`.';
COMMENT ON COLUMN "dim_dates"."fiscal_year" IS 'Fiscal year of the US Government: begins on 1 October, named for the year it ends in.';
COMMENT ON COLUMN "dim_dates"."fiscal_quarter" IS 'Quarter of the fiscal year: 1 from October, 2 from January, 3 from April, 4 from July.';
COMMENT ON COLUMN "dim_dates"."fiscal_month" IS 'Month of the fiscal year: 1 is October.';
COMMENT ON COLUMN "dim_dates"."is_weekend" IS 'Whether it is a Saturday or a Sunday.';
COMMENT ON COLUMN "dim_dates"."is_federal_holiday" IS 'Whether federal offices are closed for a holiday (5 U.S.C. 6103), also one kept on a Friday or Monday.';
COMMENT ON COLUMN "dim_dates"."holiday_name" IS 'Name of the federal holiday.';
COMMENT ON COLUMN "dim_dates"."is_business_day" IS 'Whether it is neither weekend nor federal holiday.';
