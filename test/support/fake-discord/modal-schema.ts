import { z } from 'zod';

const inputSchema = z.strictObject({
  type: z.literal(4),
  id: z.int().optional(),
  custom_id: z.string().min(1).max(100),
  style: z.literal([1, 2]),
  label: z.string().min(1).max(45).optional(),
  min_length: z.int().min(0).max(4000).optional(),
  max_length: z.int().min(1).max(4000).optional(),
  required: z.boolean().optional(),
  value: z.string().max(4000).optional(),
  placeholder: z.string().max(100).optional(),
});
export type TextInput = z.infer<typeof inputSchema>;

const rowSchema = z
  .strictObject({ type: z.literal(1), id: z.int().optional(), components: z.array(inputSchema).length(1) })
  .refine(({ components }) => components.every(({ label }) => label !== undefined), {
    error: 'A text input in a row needs a label',
  });

const labelSchema = z
  .strictObject({
    type: z.literal(18),
    id: z.int().optional(),
    label: z.string().min(1).max(45),
    description: z.string().max(100).optional(),
    component: inputSchema,
  })
  .refine(({ component }) => component.label === undefined, {
    error: 'A text input in a label has no label of its own',
  });

const partSchema = z.discriminatedUnion('type', [rowSchema, labelSchema]);
type Part = z.infer<typeof partSchema>;

/** A modal with text inputs, each in a row (the old way) or in a label (the new one). */
export const modalSchema = z
  .strictObject({
    custom_id: z.string().min(1).max(100),
    title: z.string().min(1).max(45),
    components: z.array(partSchema).min(1).max(5),
  })
  .refine(
    (modal) => {
      const ids = inputsOf(modal).map(({ custom_id }) => custom_id);
      return new Set(ids).size === ids.length;
    },
    { error: 'Component custom id cannot be duplicated' },
  );
export type Modal = z.infer<typeof modalSchema>;

export function inputsOf(modal: { readonly components: readonly Part[] }): TextInput[] {
  return modal.components.flatMap((part) => (part.type === 1 ? part.components : [part.component]));
}
