"""Search: which settings of [tune] learn best, judged by the validation records alone."""
