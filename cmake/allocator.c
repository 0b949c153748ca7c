/* How jemalloc asks the kernel for memory (jemalloc(3), "TUNING"). A scan makes hundreds of megabytes of small things in a second: with huge pages it is
   interrupted for a new page a tenth as often, which is a tenth of its time; it takes a tenth more memory. */
const char* malloc_conf = "thp:always";
