import type { Command } from "commander";
import { z } from "zod";
import { createUser } from "#lib/auth/create-user.ts";
import { UsageError } from "#lib/errors.ts";
import { ROLES, RoleSchema } from "#lib/glan/roles.ts";
import type { CommandLine } from "../command-line.ts";

const OptionsSchema = z.object({ email: z.string(), password: z.string(), role: z.string() });

export function addUser(program: Command, line: CommandLine): void {
  program
    .command("user")
    .helpCommand(false)
    .description("people who may sign in")
    .command("create")
    .description("make an account")
    .requiredOption("--email <ADDRESS>", "address to sign in with")
    .requiredOption("--password <PASSWORD>", "at least 12 characters")
    .requiredOption("--role <ROLE>", `what the person may do: ${ROLES.join(", ")}`)
    .action(async (values: unknown) => {
      const { role: wanted, ...user } = OptionsSchema.parse(values);
      const role = RoleSchema.safeParse(wanted);
      if (!role.success)
        throw new UsageError(`There is no role "${wanted}". There are: ${ROLES.join(", ")}.`);
      await line.perform(async ({ db }) => {
        const created = await createUser(db, { ...user, role: role.data });
        return { document: { user: created }, text: `${created.email} can sign in as ${created.role}.` };
      });
    });
}
