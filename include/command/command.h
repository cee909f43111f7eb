// SPDX-License-Identifier: Apache-2.0
/* command/: what `groundbreak WORD` does. */
#ifndef GROUNDBREAK_COMMAND_COMMAND_H
#define GROUNDBREAK_COMMAND_COMMAND_H

/* Runs the command line: its exit status, after sysexits.h. */
int command_main(int argc, char **argv);

#endif
