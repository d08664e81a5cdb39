-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('annotator', 'researcher', 'admin');

-- CreateEnum
CREATE TYPE "node_kind" AS ENUM ('field', 'sub-field', 'discipline');

-- CreateEnum
CREATE TYPE "stage" AS ENUM ('list-subjects', 'write-syllabus', 'write-pairs');

-- CreateEnum
CREATE TYPE "run_state" AS ENUM ('running', 'pausing', 'paused', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "job_state" AS ENUM ('open', 'done', 'cancelled');

-- CreateEnum
CREATE TYPE "completion_state" AS ENUM ('ok', 'truncated', 'refused', 'filtered', 'empty', 'malformed', 'error-body', 'rate-limited', 'quota', 'unauthorised', 'bad-request', 'server-error', 'cut', 'timeout', 'unreachable', 'in-doubt');

-- CreateEnum
CREATE TYPE "strategy" AS ENUM ('single', 'double');

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" "role" NOT NULL DEFAULT 'annotator',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "password" TEXT,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "node" (
    "id" SERIAL NOT NULL,
    "parent_id" INTEGER,
    "kind" "node_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "normalised_name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "node_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release" (
    "number" SERIAL NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "release_node" (
    "release_number" INTEGER NOT NULL,
    "node_id" INTEGER NOT NULL,
    "parent_id" INTEGER,
    "kind" "node_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "release_node_pkey" PRIMARY KEY ("release_number","node_id")
);

-- CreateTable
CREATE TABLE "provider" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_profile" (
    "id" SERIAL NOT NULL,
    "provider_id" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "input_price" INTEGER NOT NULL DEFAULT 0,
    "cached_input_price" INTEGER NOT NULL DEFAULT 0,
    "output_price" INTEGER NOT NULL DEFAULT 0,
    "has_price" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prompt_version" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "is_shipped" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompt_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" SERIAL NOT NULL,
    "state" "run_state" NOT NULL DEFAULT 'running',
    "reason" TEXT,
    "release_number" INTEGER NOT NULL,
    "plan" JSONB NOT NULL,
    "budget_nano_usd" BIGINT,
    "reserved_nano_usd" BIGINT NOT NULL DEFAULT 0,
    "spent_nano_usd" BIGINT NOT NULL DEFAULT 0,
    "open_jobs" INTEGER NOT NULL DEFAULT 0,
    "is_sample" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job" (
    "id" SERIAL NOT NULL,
    "run_id" INTEGER NOT NULL,
    "node_id" INTEGER NOT NULL,
    "stage" "stage" NOT NULL,
    "payload" JSONB NOT NULL,
    "state" "job_state" NOT NULL DEFAULT 'open',
    "worker_id" INTEGER,
    "delivery_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_progress" (
    "run_id" INTEGER NOT NULL,
    "node_id" INTEGER NOT NULL,
    "stage" "stage" NOT NULL,
    "turn" SMALLINT NOT NULL,
    "planned" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "reused" INTEGER NOT NULL DEFAULT 0,
    "in_doubt" INTEGER NOT NULL DEFAULT 0,
    "labels_stripped" INTEGER NOT NULL DEFAULT 0,
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    "cost_nano_usd" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "run_progress_pkey" PRIMARY KEY ("run_id","node_id","stage","turn")
);

-- CreateTable
CREATE TABLE "failure" (
    "id" SERIAL NOT NULL,
    "run_id" INTEGER NOT NULL,
    "job_id" INTEGER,
    "node_id" INTEGER NOT NULL,
    "stage" "stage" NOT NULL,
    "turn" SMALLINT NOT NULL,
    "call_id" BIGINT,
    "kind" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "failure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" SERIAL NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "in_flight" INTEGER NOT NULL DEFAULT 0,
    "limiter" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call" (
    "id" BIGSERIAL NOT NULL,
    "key" UUID NOT NULL,
    "prompt_hash" UUID NOT NULL,
    "parent_call_id" BIGINT,
    "input_id" BIGINT,
    "draw" BIGINT NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" INTEGER NOT NULL,
    "node_id" INTEGER NOT NULL,
    "model_profile_id" INTEGER NOT NULL,
    "prompt_version_id" INTEGER NOT NULL,
    "worker_id" INTEGER NOT NULL,
    "stage" "stage" NOT NULL,
    "turn" SMALLINT NOT NULL,
    "attempt" SMALLINT NOT NULL DEFAULT 1,
    "reserved_nano_usd" BIGINT,

    CONSTRAINT "call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "completion" (
    "call_id" BIGINT NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "state" "completion_state" NOT NULL,
    "http_status" SMALLINT,
    "latency_ms" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "input_tokens" INTEGER,
    "cached_tokens" INTEGER,
    "output_tokens" INTEGER,
    "cost_nano_usd" BIGINT,
    "content" TEXT,
    "envelope" BYTEA,

    CONSTRAINT "completion_pkey" PRIMARY KEY ("call_id","attempt")
);

-- CreateTable
CREATE TABLE "subject_list" (
    "id" SERIAL NOT NULL,
    "node_id" INTEGER NOT NULL,
    "draw" INTEGER NOT NULL,
    "list_call_id" BIGINT NOT NULL,
    "extract_call_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subject_list_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject" (
    "id" SERIAL NOT NULL,
    "node_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "normalised_name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "subtopics" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subject_mention" (
    "subject_list_id" INTEGER NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "subject_mention_pkey" PRIMARY KEY ("subject_list_id","subject_id")
);

-- CreateTable
CREATE TABLE "syllabus" (
    "id" SERIAL NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "node_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "write_call_id" BIGINT NOT NULL,
    "extract_call_id" BIGINT NOT NULL,
    "introduction" TEXT NOT NULL,
    "session_count" SMALLINT NOT NULL,
    "concept_count" SMALLINT NOT NULL,
    "single_draws" BIGINT NOT NULL,
    "double_draws" BIGINT NOT NULL,
    "flags" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "syllabus_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "class_session" (
    "syllabus_id" INTEGER NOT NULL,
    "position" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "key_concepts" TEXT[],

    CONSTRAINT "class_session_pkey" PRIMARY KEY ("syllabus_id","position")
);

-- CreateTable
CREATE TABLE "question" (
    "id" BIGSERIAL NOT NULL,
    "call_id" BIGINT NOT NULL,
    "draw_index" BIGINT NOT NULL,
    "draw_rank" BIGINT NOT NULL,
    "syllabus_id" INTEGER NOT NULL,
    "node_id" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "strategy" "strategy" NOT NULL,
    "text_start" INTEGER NOT NULL DEFAULT 0,
    "attempt" SMALLINT NOT NULL DEFAULT 1,
    "held_out" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer" (
    "question_id" BIGINT NOT NULL,
    "call_id" BIGINT NOT NULL,
    "run_id" INTEGER NOT NULL,
    "text_start" INTEGER NOT NULL DEFAULT 0,
    "attempt" SMALLINT NOT NULL DEFAULT 1,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("question_id","call_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_provider_id_account_id_key" ON "account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE INDEX "node_normalised_name_idx" ON "node"("normalised_name");

-- CreateIndex
CREATE UNIQUE INDEX "node_parent_id_normalised_name_key" ON "node"("parent_id", "normalised_name") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "release_node_release_number_parent_id_idx" ON "release_node"("release_number", "parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_slug_key" ON "provider"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "model_profile_provider_id_model_key" ON "model_profile"("provider_id", "model");

-- CreateIndex
CREATE UNIQUE INDEX "prompt_version_name_version_key" ON "prompt_version"("name", "version");

-- CreateIndex
CREATE UNIQUE INDEX "prompt_version_name_hash_key" ON "prompt_version"("name", "hash");

-- CreateIndex
CREATE INDEX "job_run_id_state_idx" ON "job"("run_id", "state");

-- CreateIndex
CREATE INDEX "failure_run_id_id_idx" ON "failure"("run_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "call_key_key" ON "call"("key");

-- CreateIndex
CREATE UNIQUE INDEX "subject_list_node_id_extract_call_id_key" ON "subject_list"("node_id", "extract_call_id");

-- CreateIndex
CREATE UNIQUE INDEX "subject_node_id_normalised_name_key" ON "subject"("node_id", "normalised_name");

-- CreateIndex
CREATE INDEX "subject_mention_subject_id_idx" ON "subject_mention"("subject_id");

-- CreateIndex
CREATE INDEX "syllabus_node_id_id_idx" ON "syllabus"("node_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "syllabus_subject_id_extract_call_id_key" ON "syllabus"("subject_id", "extract_call_id");

-- CreateIndex
CREATE INDEX "question_node_id_id_idx" ON "question"("node_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "question_syllabus_id_call_id_key" ON "question"("syllabus_id", "call_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "node" ADD CONSTRAINT "node_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "node"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_node" ADD CONSTRAINT "release_node_release_number_fkey" FOREIGN KEY ("release_number") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_node" ADD CONSTRAINT "release_node_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "node"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_profile" ADD CONSTRAINT "model_profile_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_release_number_fkey" FOREIGN KEY ("release_number") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_progress" ADD CONSTRAINT "run_progress_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "failure" ADD CONSTRAINT "failure_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject_list" ADD CONSTRAINT "subject_list_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "node"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject" ADD CONSTRAINT "subject_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "node"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject_mention" ADD CONSTRAINT "subject_mention_subject_list_id_fkey" FOREIGN KEY ("subject_list_id") REFERENCES "subject_list"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subject_mention" ADD CONSTRAINT "subject_mention_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "syllabus" ADD CONSTRAINT "syllabus_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "class_session" ADD CONSTRAINT "class_session_syllabus_id_fkey" FOREIGN KEY ("syllabus_id") REFERENCES "syllabus"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- Message texts are 0.5 to 10 kB: compress each in place (pglz) instead of only those past 2 kB.
ALTER TABLE "completion" SET (toast_tuple_target = 128);
ALTER TABLE "completion" ALTER COLUMN "content" SET STORAGE MAIN;
-- Already deflated by the application.
ALTER TABLE "completion" ALTER COLUMN "envelope" SET STORAGE EXTERNAL;

-- Counters are updated many times a second: room on the page keeps those updates off the indexes.
ALTER TABLE "run" SET (fillfactor = 50);
ALTER TABLE "run_progress" SET (fillfactor = 50);
ALTER TABLE "worker" SET (fillfactor = 50);
