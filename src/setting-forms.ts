import { z } from 'zod';

// Each error message completes "it must be …".

export const oneOf = (values: readonly string[]) => ({ error: `one of ${values.join(', ')}` });

/** A whole number within bounds, written with digits; "_" and "," may separate thousands. */
export const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,3}(?:[,_]?\d{3})*$|^\d+$/u, {
      error: `a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`,
    })
    .transform((value) => Number(value.replace(/[,_]/gu, '')))
    .refine((value) => value >= least && value <= most, {
      error: `a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`,
    });

/** An address on the web, without a name or password in it. */
export const webAddress = (example: string) =>
  z
    .url({ protocol: /^https?$/u, error: `an http or https URL such as ${example}` })
    .refine((value) => !/\/\/[^/]*@/u.test(value), { error: 'a URL without a name or password' });

/** A key or token as a header can carry it. */
export const secret = (name: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/u, { error: `a ${name} without spaces or special characters` })
    .optional();
