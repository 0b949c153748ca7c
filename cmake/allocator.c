/* How jemalloc asks the kernel for memory (jemalloc(3), "TUNING"). A scan makes hundreds of megabytes of small things in a second. With huge pages it is
   interrupted for a new page a tenth as often; what one unit of the estate has freed is kept for the next one instead of being given back, to be cleared
   and handed out again. Together that is a tenth of a scan's time, for a sixth more memory. */
const char* malloc_conf = "thp:always,dirty_decay_ms:-1,muzzy_decay_ms:-1,oversize_threshold:0";
