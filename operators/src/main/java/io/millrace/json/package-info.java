/** The JSON of rules, values, results and errors. */
package io.millrace.json;
