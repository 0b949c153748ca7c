#include "analyzer/cli/run.h"

int main(int argc, char** argv) { return bulkhead::cli::run(argc, argv); }
