<?php
// Prints what sabre/vobject, the parser of Nextcloud and other CalDAV servers, reads of a calendar: FILE.
require_once 'Sabre/VObject/autoload.php';

/** A day, or an instant in UTC; null if it is not told. */
function moment($property): ?string
{
    if ($property === null) {
        return null;
    }
    $time = $property->getDateTime();
    if ((string) $property['VALUE'] === 'DATE') {
        return $time->format('Y-m-d');
    }
    return $time->setTimezone(new DateTimeZone('UTC'))->format('Y-m-d\TH:i:s\Z');
}

/** The text of a property; null if it is not there. */
function text($property): ?string
{
    return $property === null ? null : (string) $property;
}

$entries = [];
foreach (Sabre\VObject\Reader::read(file_get_contents($argv[1]))->select('VEVENT') as $event) {
    $entries[] = [
        'uid' => text($event->UID),
        'starts' => moment($event->DTSTART),
        'ends' => moment($event->DTEND),
        'status' => text($event->STATUS),
        'summary' => text($event->SUMMARY),
        'location' => text($event->LOCATION),
        'description' => text($event->DESCRIPTION),
    ];
}
echo json_encode($entries);
