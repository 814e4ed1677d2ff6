import { z } from 'zod';

/** Lower case, no spaces: what Discord takes as the name of a slash command or an option. */
const slashName = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
  .refine((name) => name === name.toLowerCase(), { error: 'Command name is invalid' });
const words = z.string().min(1).max(100);
const localized = z.record(z.string(), z.string().max(100)).nullish();

const choiceSchema = z.strictObject({
  name: words,
  name_localizations: localized,
  value: z.union([z.string().max(100), z.number()]),
});

interface OptionShape {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean | undefined;
  readonly autocomplete?: boolean | undefined;
  readonly choices?: { name: string; value: string | number }[] | undefined;
  readonly min_length?: number | undefined;
  readonly max_length?: number | undefined;
  readonly min_value?: number | undefined;
  readonly max_value?: number | undefined;
  readonly channel_types?: number[] | undefined;
  readonly options?: OptionShape[] | undefined;
}
export type CommandOption = OptionShape;

const optionSchema: z.ZodType<OptionShape> = z.lazy(() =>
  z
    .strictObject({
      type: z.int().min(1).max(11),
      name: slashName,
      name_localizations: localized,
      description: words,
      description_localizations: localized,
      required: z.boolean().optional(),
      autocomplete: z.boolean().optional(),
      choices: z.array(choiceSchema).max(25).optional(),
      channel_types: z.array(z.int()).optional(),
      min_length: z.int().min(0).max(6000).optional(),
      max_length: z.int().min(1).max(6000).optional(),
      min_value: z.number().optional(),
      max_value: z.number().optional(),
      options: optionsSchema.optional(),
    })
    .refine((option) => option.autocomplete !== true || (option.choices ?? []).length === 0, {
      error: 'An option with autocomplete has no choices',
    })
    .refine(({ type, options = [] }) => type === GROUP || !options.some(isBranch), {
      error: 'Only a group has sub-commands, and no group is in another',
    })
    .refine(
      ({ type, options = [] }) => type !== GROUP || options.every((option) => option.type === SUBCOMMAND),
      {
        error: 'A group has nothing but sub-commands',
      },
    )
    .refine(({ type, options }) => type !== GROUP || (options ?? []).length > 0, {
      error: 'A group has a sub-command at least',
    })
    .refine(({ type, channel_types: types }) => types === undefined || type === 7, {
      error: 'Only a channel option has types of channels',
    })
    .refine(
      ({ type, min_value: least, max_value: most }) =>
        (least === undefined && most === undefined) || type === 4 || type === 10,
      { error: 'Only a number has a smallest and a greatest value' },
    ),
);

const SUBCOMMAND = 1;
const GROUP = 2;
const isBranch = ({ type }: OptionShape): boolean => type === SUBCOMMAND || type === GROUP;

const optionsSchema = z
  .array(optionSchema)
  .max(25)
  .refine((options) => options.every(isBranch) || !options.some(isBranch), {
    error: 'Sub-command and sub-command group options are mutually exclusive to all other options',
  })
  .refine((options) => new Set(options.map(({ name }) => name)).size === options.length, {
    error: 'The names of options must differ',
  })
  .refine(
    (options) =>
      options.every(({ required }, n) => required !== true || n === 0 || options[n - 1]?.required === true),
    {
      error: 'Required options must be placed before non-required options',
    },
  );

const shared = {
  id: z.string().optional(),
  name_localizations: localized,
  default_member_permissions: z.string().regex(/^\d+$/u).nullish(),
  dm_permission: z.boolean().nullish(),
  integration_types: z.array(z.literal([0, 1])).nullish(),
  contexts: z.array(z.literal([0, 1, 2])).nullish(),
  nsfw: z.boolean().optional(),
};

const slashSchema = z.strictObject({
  ...shared,
  type: z.literal(1).default(1),
  name: slashName,
  description: words,
  description_localizations: localized,
  options: optionsSchema.optional(),
});
const menuSchema = z.strictObject({
  ...shared,
  type: z.literal([2, 3]),
  name: z.string().min(1).max(32),
  description: z.literal('').optional(),
  options: z.array(z.never()).max(0).optional(),
});
const commandSchema = z.union([slashSchema, menuSchema]);
export type CommandForm = z.infer<typeof commandSchema>;

/** All the commands of an application in one place: 100 slash commands, 15 menus of each kind, names that differ. */
export const commandsSchema = z
  .array(commandSchema)
  .refine((all) => all.filter(({ type }) => type === 1).length <= 100, { error: 'At most 100 commands' })
  .refine((all) => [2, 3].every((kind) => all.filter(({ type }) => type === kind).length <= 15), {
    error: 'At most 15 menu commands of a kind',
  })
  .refine((all) => new Set(all.map(({ type, name }) => `${type} ${name}`)).size === all.length, {
    error: 'Application command names must be unique',
  });
